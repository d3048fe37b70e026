// Random 96-bit nonces, drawn from the CSPRNG many at a time because one system call each costs more than a seal.

import { randomFillSync } from 'node:crypto';

export const NONCE_BYTES = 12;
const NONCES_PER_REFILL = 128;

const pool = new Uint8Array(NONCES_PER_REFILL * NONCE_BYTES);
let used = pool.byteLength;

/**
 * Writes a fresh nonce over the 12 bytes of `target`. Copied, never lent: a view into the pool would
 * change under its holder at the next refill, and two seals would share a nonce.
 */
export function copyNonceInto(target: Uint8Array): void {
  if (used === pool.byteLength) {
    randomFillSync(pool);
    used = 0;
  }
  for (let i = 0; i < NONCE_BYTES; i += 1) target[i] = pool[used + i]!;
  used += NONCE_BYTES;
}
