// HKDF-SHA256 (RFC 5869), always to 32 bytes.

import { hkdfSync } from 'node:crypto';

export const KEY_BYTES = 32;

/**
 * A 32-byte key from `ikm`. `salt` and `info` are taken as UTF-8 and may be empty; an empty salt
 * means 32 zero bytes, as the RFC says.
 */
export function deriveKey(ikm: Uint8Array, salt: string, info: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', ikm, salt, info, KEY_BYTES));
}
