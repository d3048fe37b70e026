// JSON pointers (RFC 6901): where in a JSON value something is.

/** One part of a pointer: `~0` and `~1` as in section 3. */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
