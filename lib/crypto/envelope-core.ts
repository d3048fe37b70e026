// Envelope v1, byte for byte: header, AES-256-GCM over a zero block and the plaintext, tag.
//
//   0  1 version | 1  1 suite | 2  1 purpose | 3  16 key id | 19  12 nonce | 31  n ciphertext | 31+n  16 tag

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { HEADER_BYTES, withHeader } from './aad-bytes';
import { carveEnvelope } from './envelope-slab';
import { KEY_BYTES } from './hkdf';
import { NONCE_BYTES } from './nonce-pool';
import { OpenError } from './open-error';
import type { Sealed } from './sealed';
import { decodeHex, encodeHex } from './strict-decode';

export const PURPOSE = { value: 1, dataKey: 2, rootKey: 3, check: 4, configuration: 5 } as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** `id` is 32 lower-case hex digits and stands in the header; `bytes` are 32. */
export interface EnvelopeKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

const VERSION = 1;
const SUITE = 1;
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES } as const;
const KEY_ID_OFFSET = 3;
const KEY_ID_BYTES = 16;
const NONCE_OFFSET = HEADER_BYTES;
const BODY_OFFSET = NONCE_OFFSET + NONCE_BYTES;
/** Zero bytes before the plaintext: they commit the ciphertext to one key (Albertini et al. 2022). */
const COMMITMENT_BYTES = 32;
const OVERHEAD_BYTES = BODY_OFFSET + COMMITMENT_BYTES + TAG_BYTES;
const VALUE_BYTES_MAX = 64 * 1024;

/** Plaintext lengths by purpose: keys have 32 bytes, the check has none. */
const LENGTHS: Readonly<Record<Purpose, readonly [min: number, max: number]>> = {
  [PURPOSE.value]: [0, VALUE_BYTES_MAX],
  [PURPOSE.dataKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.rootKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.check]: [0, 0],
  [PURPOSE.configuration]: [0, VALUE_BYTES_MAX],
};

/** The zero block and the plaintext side by side, so that one call enciphers both; wiped after each. */
const padded = new Uint8Array(COMMITMENT_BYTES + VALUE_BYTES_MAX);
/** Where the nonce of the call in progress lies; OpenSSL copies it out. */
const nonce = new Uint8Array(NONCE_BYTES);

/**
 * Seals under a nonce that the caller has chosen. `seal` in `envelope.ts` is the way in; apart
 * from it only the known-answer test calls this, since a nonce used twice under one key is fatal.
 */
export function sealWithNonce(
  key: EnvelopeKey,
  purpose: Purpose,
  aad: Aad,
  plaintext: Plaintext,
  writeNonce: (target: Uint8Array) => void,
): Sealed {
  const length = plaintext.byteLength;
  if (!fits(purpose, length)) throw new RangeError('The plaintext has a wrong length.');
  const envelope = carveEnvelope(OVERHEAD_BYTES + length);
  envelope[0] = VERSION;
  envelope[1] = SUITE;
  envelope[2] = purpose;
  envelope.set(keyIdBytes(key), KEY_ID_OFFSET);
  writeNonce(nonce);
  envelope.set(nonce, NONCE_OFFSET);

  const cipher = createCipheriv(CIPHER, key.bytes, nonce, OPTIONS);
  cipher.setAAD(withHeader(aad.encoded, envelope));
  plaintext.use((bytes) => padded.set(bytes, COMMITMENT_BYTES));
  envelope.set(cipher.update(padded.subarray(0, COMMITMENT_BYTES + length)), BODY_OFFSET);
  padded.fill(0, COMMITMENT_BYTES, COMMITMENT_BYTES + length);
  cipher.final();
  envelope.set(cipher.getAuthTag(), envelope.byteLength - TAG_BYTES);
  return envelope as Sealed;
}

/**
 * Opens an envelope of exactly this purpose, key and place. Throws an `OpenError`, always the
 * same, and releases nothing before GCM (NIST SP 800-38D) and the zero block have both verified.
 */
export function openEnvelope(
  key: EnvelopeKey,
  purpose: Purpose,
  aad: Aad,
  envelope: Uint8Array,
): Plaintext {
  if (!isEnvelope(envelope) || envelope[2] !== purpose) throw new OpenError();
  if (!fits(purpose, envelope.byteLength - OVERHEAD_BYTES)) throw new OpenError();
  if (!hasKeyId(envelope, key)) throw new OpenError();

  const opened = decrypt(key, aad, envelope);
  if (!beginsWithZeros(opened)) throw new OpenError();
  const start = opened.byteOffset + COMMITMENT_BYTES;
  const length = opened.byteLength - COMMITMENT_BYTES;
  return Plaintext.fromBytes(new Uint8Array(opened.buffer, start, length));
}

/** The id of the key that opens `envelope`, as 32 hex digits, or null where it is no envelope v1. */
export function keyIdOf(envelope: Uint8Array): string | null {
  return isEnvelope(envelope) ? encodeHex(envelope.subarray(KEY_ID_OFFSET, NONCE_OFFSET)) : null;
}

function decrypt(key: EnvelopeKey, aad: Aad, envelope: Uint8Array): Uint8Array {
  const tagOffset = envelope.byteLength - TAG_BYTES;
  for (let i = 0; i < NONCE_BYTES; i += 1) nonce[i] = envelope[NONCE_OFFSET + i]!;
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, OPTIONS);
  decipher.setAuthTag(envelope.subarray(tagOffset));
  decipher.setAAD(withHeader(aad.encoded, envelope));
  const opened = decipher.update(envelope.subarray(BODY_OFFSET, tagOffset));
  try {
    decipher.final();
  } catch {
    throw new OpenError();
  }
  return opened;
}

function isEnvelope(bytes: Uint8Array): boolean {
  return bytes.byteLength >= OVERHEAD_BYTES && bytes[0] === VERSION && bytes[1] === SUITE;
}

function fits(purpose: Purpose, length: number): boolean {
  const [min, max] = LENGTHS[purpose];
  return length >= min && length <= max;
}

/** Reads all 32 bytes whatever they are, so the time is the same for every content. */
function beginsWithZeros(bytes: Uint8Array): boolean {
  let seen = 0;
  for (let i = 0; i < COMMITMENT_BYTES; i += 1) seen |= bytes[i]!;
  return seen === 0;
}

function hasKeyId(envelope: Uint8Array, key: EnvelopeKey): boolean {
  const id = keyIdBytes(key);
  for (let i = 0; i < KEY_ID_BYTES; i += 1) if (envelope[KEY_ID_OFFSET + i] !== id[i]) return false;
  return true;
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
