// HKDF-SHA256 (RFC 5869), always to 32 bytes.

import { hkdfSync } from 'node:crypto';

export const KEY_BYTES = 32;

/**
 * A 32-byte key from `ikm`. Text is taken as UTF-8; `salt` and `info` may be empty, and an empty salt
 * means 32 zero bytes, as the RFC says.
 */
export function deriveKey(
  ikm: Uint8Array,
  salt: string | Uint8Array,
  info: string | Uint8Array,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync('sha256', ikm, salt, info, KEY_BYTES));
}
