// What Prisma would bind wrongly without saying so.

import 'server-only';

/**
 * Prisma types a list by its first element: after a null there, bytes would be stored as their
 * base64 text. Throws for any list that mixes the two; pass such bytes as hex and `decode()` them.
 * `args` is what a raw query was given.
 */
export function refuseUnboundBytes(args: unknown): void {
  if (typeof args !== 'object' || args === null || !('values' in args)) return;
  if (!Array.isArray(args.values)) return;
  for (const value of args.values as readonly unknown[]) {
    if (!Array.isArray(value) || !value.includes(null)) continue;
    if (value.some((element) => ArrayBuffer.isView(element))) {
      throw new TypeError(
        'A list of bytes with null in it cannot be bound: pass hex and decode it.',
      );
    }
  }
}
