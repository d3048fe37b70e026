// Keyed tags of values: one that finds equals on the server, one that is shown and compares with nothing.

import { createHmac } from 'node:crypto';
import type { Plaintext } from '@/lib/domain/plaintext';
import { joinBytes } from './byte-join';
import { type DataKey, requirePurpose } from './data-key';

const DISPLAY_TAG_BYTES = 8;

/** HMAC-SHA256 (RFC 2104) of the value under the match key, 32 bytes. It never leaves the server. */
export function matchTag(key: DataKey, value: Plaintext): Uint8Array<ArrayBuffer> {
  requirePurpose(key, 'match');
  return value.use((bytes) => hmac(key, bytes));
}

/**
 * The fingerprint people see: the first 8 bytes of HMAC-SHA256(display key, secret id || version
 * || value), each part with its u32be length. Equal values of two secrets, or of two versions of
 * one, have unlike tags.
 */
export function displayTag(
  key: DataKey,
  secretId: string,
  version: number,
  value: Plaintext,
): Uint8Array<ArrayBuffer> {
  requirePurpose(key, 'display');
  return value
    .use((bytes) => hmac(key, joinBytes([secretId, String(version), bytes])))
    .slice(0, DISPLAY_TAG_BYTES);
}

function hmac(key: DataKey, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHmac('sha256', key.bytes).update(message).digest());
}
