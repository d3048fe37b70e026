// The one pair that seals and opens, and the text form of an envelope.

import type { Plaintext } from '@/lib/domain/plaintext';
import type { Aad } from './aad';
import { openEnvelope, sealWithNonce } from './envelope-core';
import type { EnvelopeKey, Purpose } from './envelope-layout';
import { copyNonceInto } from './nonce-pool';
import { OpenError } from './open-error';
import type { Sealed } from './sealed';
import { decodeBase64Url, encodeBase64Url } from './strict-decode';

export { PURPOSE, keyIdOf } from './envelope-layout';
export type { EnvelopeKey, Purpose } from './envelope-layout';

const TEXT_PREFIX = 'ks1.';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Seals `plaintext` for one purpose and one place under a fresh random nonce (AES-256-GCM,
 * NIST SP 800-38D; at most 2^32 seals per key, which is why rings rotate).
 * Throws a `RangeError` for more than 64 KiB, or for a key that has not 32 bytes.
 */
export function seal(key: EnvelopeKey, purpose: Purpose, aad: Aad, plaintext: Plaintext): Sealed {
  return sealWithNonce(key, purpose, aad, plaintext, copyNonceInto);
}

/** Opens what `seal` made for the same key, purpose and place. Throws an `OpenError` for anything else. */
export function open(
  key: EnvelopeKey,
  purpose: Purpose,
  aad: Aad,
  envelope: Uint8Array,
): Plaintext {
  return openEnvelope(key, purpose, aad, envelope);
}

/** The key id a data key or root key has in a header: its UUID without the hyphens. */
export function keyIdOfUuid(uuid: string): string {
  if (!UUID.test(uuid)) throw new TypeError('A key id is a UUID in lower case.');
  return uuid.replaceAll('-', '');
}

/** `ks1.` and unpadded base64url, for places that hold text. */
export function toText(sealed: Sealed): string {
  return TEXT_PREFIX + encodeBase64Url(sealed);
}

/** The bytes behind `toText`. Throws an `OpenError` for any other spelling. */
export function fromText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = text.startsWith(TEXT_PREFIX)
    ? decodeBase64Url(text.slice(TEXT_PREFIX.length))
    : null;
  if (!bytes) throw new OpenError();
  return bytes;
}
