// The parts of a text that could be a value: all of it, and what stands between blanks and marks.

/** Shorter values occur in ordinary words. */
export const TELLING_BYTES_MIN = 8;

/**
 * The whole text without blanks around it, its words, these without the marks around them, and what follows an equals
 * sign in one; each once, of at least eight bytes of UTF-8.
 */
export function tellingWords(text: string): string[] {
  const words = text.split(/\s+/u).flatMap((word) => {
    const assigned = word.includes('=') ? [word.slice(word.indexOf('=') + 1)] : [];
    return [word, ...assigned].flatMap((one) => [one, bare(one)]);
  });
  const all = new Set([text.trim(), ...words]);
  const encoder = new TextEncoder();
  return [...all].filter((one) => encoder.encode(one).length >= TELLING_BYTES_MIN);
}

function bare(word: string): string {
  return word.replace(/^["'`(<[{,;:]+/u, '').replace(/["'`)>\]},;:.!?]+$/u, '');
}
