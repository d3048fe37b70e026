// Envelope v1, byte for byte: header, AES-256-GCM over a zero block and the plaintext, tag.
//
//   0  1 version | 1  1 suite | 2  1 purpose | 3  16 key id | 19  12 nonce | 31  n ciphertext | 31+n  16 tag

import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { encodeAad } from './aad-bytes';
import { KEY_BYTES } from './hkdf';
import { NONCE_BYTES } from './nonce-pool';
import { OpenError } from './open-error';
import type { Sealed } from './sealed';

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
const NONCE_OFFSET = 19;
const BODY_OFFSET = NONCE_OFFSET + NONCE_BYTES;
const COMMITMENT = new Uint8Array(32);
export const ENVELOPE_OVERHEAD_BYTES = BODY_OFFSET + COMMITMENT.byteLength + TAG_BYTES;
const VALUE_BYTES_MAX = 64 * 1024;

/** Plaintext lengths by purpose: keys have 32 bytes, the check has none. */
const LENGTHS: Readonly<Record<Purpose, readonly [min: number, max: number]>> = {
  [PURPOSE.value]: [0, VALUE_BYTES_MAX],
  [PURPOSE.dataKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.rootKey]: [KEY_BYTES, KEY_BYTES],
  [PURPOSE.check]: [0, 0],
  [PURPOSE.configuration]: [0, VALUE_BYTES_MAX],
};

/**
 * Seals under a nonce that the caller has chosen. `seal` in `envelope.ts` is the way in; apart
 * from it only the known-answer test calls this, since a nonce used twice under one key is fatal.
 */
export function sealWithNonce(
  key: EnvelopeKey,
  purpose: Purpose,
  aad: Aad,
  plaintext: Plaintext,
  writeNonce: (target: Uint8Array, offset: number) => void,
): Sealed {
  if (!fits(purpose, plaintext.byteLength))
    throw new RangeError('The plaintext has a wrong length.');
  const tagOffset = BODY_OFFSET + COMMITMENT.byteLength + plaintext.byteLength;
  const envelope = Buffer.allocUnsafeSlow(tagOffset + TAG_BYTES);
  envelope[0] = VERSION;
  envelope[1] = SUITE;
  envelope[2] = purpose;
  if (envelope.write(key.id, KEY_ID_OFFSET, 'hex') !== 16)
    throw new TypeError('A key id has 32 digits.');
  writeNonce(envelope, NONCE_OFFSET);

  const nonce = envelope.subarray(NONCE_OFFSET, BODY_OFFSET);
  const cipher = createCipheriv(CIPHER, key.bytes, nonce, OPTIONS);
  cipher.setAAD(encodeAad(envelope.subarray(0, NONCE_OFFSET), aad));
  envelope.set(cipher.update(COMMITMENT), BODY_OFFSET);
  envelope.set(
    plaintext.use((bytes) => cipher.update(bytes)),
    BODY_OFFSET + COMMITMENT.byteLength,
  );
  cipher.final();
  envelope.set(cipher.getAuthTag(), tagOffset);
  return new Uint8Array(envelope.buffer) as Sealed;
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
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  if (!hasHeader(bytes) || bytes[2] !== purpose) throw new OpenError();
  if (!fits(purpose, bytes.byteLength - ENVELOPE_OVERHEAD_BYTES)) throw new OpenError();
  if (readKeyId(bytes) !== key.id) throw new OpenError();

  const padded = decrypt(key, encodeAad(bytes.subarray(0, NONCE_OFFSET), aad), bytes);
  if (!timingSafeEqual(padded.subarray(0, COMMITMENT.byteLength), COMMITMENT))
    throw new OpenError();
  return Plaintext.fromBytes(padded.subarray(COMMITMENT.byteLength));
}

/** The id of the key that opens `envelope`, as 32 hex digits, or null where it is no envelope v1. */
export function keyIdOf(envelope: Uint8Array): string | null {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  return hasHeader(bytes) ? readKeyId(bytes) : null;
}

function decrypt(key: EnvelopeKey, aad: Uint8Array, envelope: Buffer): Buffer {
  const tagOffset = envelope.byteLength - TAG_BYTES;
  const nonce = envelope.subarray(NONCE_OFFSET, BODY_OFFSET);
  const decipher = createDecipheriv(CIPHER, key.bytes, nonce, OPTIONS);
  decipher.setAuthTag(envelope.subarray(tagOffset));
  decipher.setAAD(aad);
  const padded = decipher.update(envelope.subarray(BODY_OFFSET, tagOffset));
  try {
    decipher.final();
  } catch {
    throw new OpenError();
  }
  return padded;
}

function hasHeader(bytes: Buffer): boolean {
  return bytes.byteLength >= ENVELOPE_OVERHEAD_BYTES && bytes[0] === VERSION && bytes[1] === SUITE;
}

function readKeyId(bytes: Buffer): string {
  return bytes.toString('hex', KEY_ID_OFFSET, NONCE_OFFSET);
}

function fits(purpose: Purpose, length: number): boolean {
  const [min, max] = LENGTHS[purpose];
  return length >= min && length <= max;
}
