// The tag that binds a Fernet token to its row: a token authenticates its value, but no place.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { joinBytes } from './byte-join';
import { type DataKey, requirePurpose } from './data-key';
import type { FernetToken } from './fernet';
import { sha256 } from './secret-compare';

/** HMAC-SHA256(configuration key, row id || SHA-256(token)), 32 bytes, each part with its u32be length. */
export function fernetRowTag(
  key: DataKey,
  rowId: string,
  token: FernetToken,
): Uint8Array<ArrayBuffer> {
  return tagOf(key, rowId, token);
}

/** Whether a stored token is in the row that it was written to. Compares in constant time. */
export function isInItsRow(
  key: DataKey,
  row: { readonly id: string; readonly token: string; readonly mac: Uint8Array },
): boolean {
  const expected = tagOf(key, row.id, row.token);
  return row.mac.byteLength === expected.byteLength && timingSafeEqual(row.mac, expected);
}

function tagOf(key: DataKey, rowId: string, token: string): Uint8Array<ArrayBuffer> {
  requirePurpose(key, 'configuration');
  const message = joinBytes([rowId, sha256(Buffer.from(token, 'utf8'))]);
  return Uint8Array.from(createHmac('sha256', key.bytes).update(message).digest());
}
