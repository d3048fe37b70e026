// Which entries of the command palette fit what is typed.

/** Every word of `text` is part of one of `names`, in any case and order; no text fits everything. */
export function fits(text: string, ...names: readonly string[]): boolean {
  const all = names.join(' ').toLowerCase();
  return wordsOf(text).every((word) => all.includes(word));
}

/** Entries that fit, those whose first name begins with the text before the others. */
export function bestFits<T>(
  entries: readonly T[],
  text: string,
  namesOf: (entry: T) => readonly [string, ...string[]],
): T[] {
  const begins = (entry: T) =>
    namesOf(entry)[0].toLowerCase().startsWith(text.trim().toLowerCase());
  return entries
    .filter((entry) => fits(text, ...namesOf(entry)))
    .sort((one, other) => Number(begins(other)) - Number(begins(one)));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
