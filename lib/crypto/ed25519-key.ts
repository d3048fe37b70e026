// Ed25519 keys (RFC 8032) from and to their 32 bytes, and as text that is pinned elsewhere.

import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64Url, encodeBase64Url } from './strict-decode';

export const ED25519_KEY_BYTES = 32;
/** RFC 8410: what stands before 32 bytes of a private and of a public Ed25519 key in DER. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const TEXT_PREFIX = 'ed25519:';

export function ed25519PrivateKey(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key;
}

/** `raw` has 32 bytes. */
export function ed25519PublicKey(raw: Uint8Array): KeyObject {
  const der = Buffer.concat([SPKI_PREFIX, raw]);
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

/** The 32 bytes of the public key, of a private key too. */
export function rawEd25519Key(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.byteLength);
}

/** `ed25519:` and 43 base64url characters. */
export function ed25519KeyText(raw: Uint8Array): string {
  return TEXT_PREFIX + encodeBase64Url(raw);
}

/** The 32 bytes behind `ed25519KeyText`; null for any other text. */
export function readEd25519KeyText(text: string): Uint8Array | null {
  if (!text.startsWith(TEXT_PREFIX)) return null;
  const raw = decodeBase64Url(text.slice(TEXT_PREFIX.length));
  return raw?.byteLength === ED25519_KEY_BYTES ? raw : null;
}
