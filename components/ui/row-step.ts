// Where the keys that move among the rows of a list lead.

/**
 * The row that `key` leads to from row `at` of `count`, or null for any other key. `page` is how many
 * rows are in sight at once.
 */
export function rowStep(key: string, at: number, count: number, page: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + page, last);
    case 'PageUp':
      return Math.max(at - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
