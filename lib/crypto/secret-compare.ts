// Comparing two secrets without the time telling where, or whether in length, they differ.

import { createHash, timingSafeEqual } from 'node:crypto';

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

/** Compares digests of equal length, because `timingSafeEqual` itself throws on unequal lengths. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}
