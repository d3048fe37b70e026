// Sealing and opening one envelope: AES-256-GCM over a zero block and the plaintext.

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { withHeader } from './aad-bytes';
import {
  BODY_OFFSET,
  COMMITMENT_BYTES,
  type EnvelopeKey,
  NONCE_OFFSET,
  OVERHEAD_BYTES,
  PLAINTEXT_BYTES_MAX,
  type Purpose,
  TAG_BYTES,
  hasHeader,
  isLengthFor,
  writeHeader,
} from './envelope-layout';
import { carveEnvelope } from './envelope-slab';
import { NONCE_BYTES } from './nonce-pool';
import { OpenError } from './open-error';
import type { Sealed } from './sealed';

const CIPHER = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** The zero block and the plaintext side by side, so that one call enciphers both; wiped after each. */
const padded = new Uint8Array(COMMITMENT_BYTES + PLAINTEXT_BYTES_MAX);
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
  if (!isLengthFor(purpose, length)) throw new RangeError('The plaintext has a wrong length.');
  const envelope = carveEnvelope(OVERHEAD_BYTES + length);
  writeHeader(envelope, key, purpose);
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
  if (!hasHeader(envelope, key, purpose)) throw new OpenError();
  const opened = decrypt(key, aad, envelope);
  if (!beginsWithZeros(opened)) throw new OpenError();
  const start = opened.byteOffset + COMMITMENT_BYTES;
  const length = opened.byteLength - COMMITMENT_BYTES;
  return Plaintext.fromBytes(new Uint8Array(opened.buffer, start, length));
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

/** Reads all 32 bytes whatever they are, so the time is the same for every content. */
function beginsWithZeros(bytes: Uint8Array): boolean {
  let seen = 0;
  for (let i = 0; i < COMMITMENT_BYTES; i += 1) seen |= bytes[i]!;
  return seen === 0;
}
