// Globs: what is limited to some names or places is limited by these.

/**
 * Whether the whole of `text` is what `glob` stands for: `*` for any run of characters, all else for itself.
 * Goes back to the last `*` only, so the work is bounded by the product of the lengths.
 */
export function matchesGlob(glob: string, text: string): boolean {
  let [at, star, retry] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (glob[at] === '*') {
      [star, retry] = [at, index];
      at += 1;
    } else if (glob[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      retry += 1;
      [at, index] = [star + 1, retry];
    } else {
      return false;
    }
  }
  return [...glob.slice(at)].every((one) => one === '*');
}
