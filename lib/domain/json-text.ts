// JSON that somebody else may have written.

/** What the text says; null where it is no JSON, as for the text `null`. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
