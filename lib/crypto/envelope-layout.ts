// Envelope v1 byte for byte: where each field stands, and what a header may say.
//
//   0  1 version | 1  1 suite | 2  1 purpose | 3  16 key id | 19  12 nonce | 31  n ciphertext | 31+n  16 tag

import { HEADER_BYTES } from './aad-bytes';
import { KEY_BYTES } from './hkdf';
import { NONCE_BYTES } from './nonce-pool';
import { decodeHex, encodeHex } from './strict-decode';

export const PURPOSE = { value: 1, dataKey: 2, rootKey: 3, check: 4, configuration: 5 } as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** `id` is 32 lower-case hex digits and stands in the header; `bytes` are 32. */
export interface EnvelopeKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const VERSION = 1;
/** AES-256-GCM with a 96-bit random nonce, committing to its key by a zero block. */
const SUITE = 1;
const KEY_ID_OFFSET = 3;
const KEY_ID_BYTES = 16;
export const TAG_BYTES = 16;
export const NONCE_OFFSET = HEADER_BYTES;
export const BODY_OFFSET = NONCE_OFFSET + NONCE_BYTES;
/** Zero bytes before the plaintext: they commit the ciphertext to one key (Albertini et al. 2022). */
export const COMMITMENT_BYTES = 32;
/** What an envelope is longer than its plaintext. */
export const OVERHEAD_BYTES = BODY_OFFSET + COMMITMENT_BYTES + TAG_BYTES;
export const PLAINTEXT_BYTES_MAX = 64 * 1024;

/** Plaintext lengths by purpose: keys have 32 bytes, the check has none. */
const LENGTHS: Readonly<Record<Purpose, readonly [min: number, max: number]>> = {
  [PURPOSE.value]: [0, PLAINTEXT_BYTES_MAX],
  [PURPOSE.dataKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.rootKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.check]: [0, 0],
  [PURPOSE.configuration]: [0, PLAINTEXT_BYTES_MAX],
};

/** Whether a plaintext of this purpose may have `length` bytes. */
export function isLengthFor(purpose: Purpose, length: number): boolean {
  const [min, max] = LENGTHS[purpose];
  return length >= min && length <= max;
}

/** Writes bytes 0 to 18. Throws a `TypeError` for a key id that is not 32 hex digits. */
export function writeHeader(envelope: Uint8Array, key: EnvelopeKey, purpose: Purpose): void {
  envelope[0] = VERSION;
  envelope[1] = SUITE;
  envelope[2] = purpose;
  envelope.set(keyIdBytes(key), KEY_ID_OFFSET);
}

/** Whether bytes 0 to 18 and the length are those of an envelope of this key and purpose. */
export function hasHeader(envelope: Uint8Array, key: EnvelopeKey, purpose: Purpose): boolean {
  if (!isEnvelope(envelope) || envelope[2] !== purpose) return false;
  if (!isLengthFor(purpose, envelope.byteLength - OVERHEAD_BYTES)) return false;
  const id = keyIdBytes(key);
  for (let i = 0; i < KEY_ID_BYTES; i += 1) if (envelope[KEY_ID_OFFSET + i] !== id[i]) return false;
  return true;
}

/** The id of the key that opens `envelope`, as 32 hex digits, or null where it is no envelope v1. */
export function keyIdOf(envelope: Uint8Array): string | null {
  return isEnvelope(envelope) ? encodeHex(envelope.subarray(KEY_ID_OFFSET, NONCE_OFFSET)) : null;
}

function isEnvelope(bytes: Uint8Array): boolean {
  return bytes.byteLength >= OVERHEAD_BYTES && bytes[0] === VERSION && bytes[1] === SUITE;
}

/** Decoded once per key object: with small values that is a measurable part of a seal. */
const keyIds = new WeakMap<EnvelopeKey, Uint8Array>();

function keyIdBytes(key: EnvelopeKey): Uint8Array {
  const known = keyIds.get(key);
  if (known) return known;
  const id = decodeHex(key.id);
  if (id?.byteLength !== KEY_ID_BYTES) throw new TypeError('A key id has 32 hex digits.');
  keyIds.set(key, id);
  return id;
}
