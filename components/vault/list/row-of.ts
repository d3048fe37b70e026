// Finds rows of the list on the page, for focus to return to them.

/** The focusable name in the row of `key`, or null where it is not shown. Names need no escaping. */
export function rowOf(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row="${key}"]`);
}

/** The row that takes the place of `key` when it goes: the next one, else the one before. */
export function neighbourOf(key: string): HTMLElement | null {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.dataset['row'] === key);
  return at < 0 ? null : (rows[at + 1] ?? rows[at - 1] ?? null);
}

/** The row that the Tab key would stop at. */
export function firstStop(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-at][tabindex="0"]');
}
