// Keys of Fernet tokens: 32 bytes in base64url, the first half for the MAC and the second for the cipher.

import { createHash, randomBytes } from 'node:crypto';
import { HiddenKey } from './hidden-key';
import { KEY_BYTES } from './hkdf';
import { decodeBase64Url } from './strict-decode';

const HALF = KEY_BYTES / 2;
const FINGERPRINT_DIGITS = 16;
/** 43 characters and one `=`; other implementations refuse a key without it. */
const KEY_TEXT = /^[A-Za-z0-9_-]{43}=$/;

export class FernetKey extends HiddenKey {
  /** For HMAC-SHA256, 16 bytes. */
  get signing(): Uint8Array {
    return this.bytes.subarray(0, HALF);
  }

  /** For AES-128-CBC, 16 bytes. */
  get encryption(): Uint8Array {
    return this.bytes.subarray(HALF);
  }

  /** What names it beside its tokens: the first 16 hex digits of the SHA-256 of its bytes. */
  get fingerprint(): string {
    const digest = createHash('sha256').update(this.bytes).digest('hex');
    return digest.slice(0, FINGERPRINT_DIGITS);
  }
}

/**
 * A key from its text in base64url with padding, as the Fernet specification writes it, or null. The `+`
 * and `/` of plain base64 are taken too, as other implementations do; blanks and stray low bits are not.
 */
export function readFernetKey(text: string): FernetKey | null {
  const url = text.replaceAll('+', '-').replaceAll('/', '_');
  if (!KEY_TEXT.test(url)) return null;
  const bytes = decodeBase64Url(url.slice(0, -1));
  return bytes && new FernetKey(bytes);
}

/** A new random key as text, for a file that holds it. */
export function newFernetKeyText(): string {
  return fernetText(randomBytes(KEY_BYTES));
}

/** Base64url with padding (RFC 4648, section 5), the one spelling that Fernet has. */
export function fernetText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
