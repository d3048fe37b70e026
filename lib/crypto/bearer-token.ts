// Bearer tokens and link secrets: 32 random bytes shown once, of which only a SHA-256 is kept.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { decodeBase64Url } from './strict-decode';

export const TOKEN_PREFIXES = ['kst_', 'ksc_'] as const;
/** `kst_` is a machine token, `ksc_` a callback token. */
export type TokenPrefix = (typeof TOKEN_PREFIXES)[number];

const SECRET_BYTES = 32;
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const PREFIX_LENGTH = 4;
const TOKEN_LENGTH = PREFIX_LENGTH + BODY_LENGTH + CHECKSUM_LENGTH;

/** What is handed out once, and the SHA-256 of its exact text that is stored. */
export interface NewToken {
  readonly text: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

/** Prefix, 43 base64url characters of 32 random bytes, 6 of SHA-256(prefix || body). */
export function newBearerToken(prefix: TokenPrefix): NewToken {
  const body = prefix + randomBytes(SECRET_BYTES).toString('base64url');
  const text = body + checksum(body);
  return { text, hash: sha256(text) };
}

/**
 * The prefix and the hash to look up, or null where the text is no token. The checksum spares the
 * database a look-up for every typing error and lets scanners tell a token from noise.
 */
export function readBearerToken(
  text: string,
): { readonly prefix: TokenPrefix; readonly hash: Uint8Array<ArrayBuffer> } | null {
  if (text.length !== TOKEN_LENGTH) return null;
  const prefix = TOKEN_PREFIXES.find((known) => text.startsWith(known));
  if (!prefix) return null;
  const body = text.slice(0, PREFIX_LENGTH + BODY_LENGTH);
  if (decodeBase64Url(body.slice(PREFIX_LENGTH))?.byteLength !== SECRET_BYTES) return null;
  const expected = Buffer.from(checksum(body));
  const given = Buffer.from(text.slice(body.length));
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return null;
  return { prefix, hash: sha256(text) };
}

/** 43 base64url characters for the fragment of a one-time link, and the hash that is stored. */
export function newLinkSecret(): NewToken {
  const text = randomBytes(SECRET_BYTES).toString('base64url');
  return { text, hash: hashLinkSecret(text) };
}

/** SHA-256 of the exact text: the form in which a link secret is stored and looked up. */
export function hashLinkSecret(text: string): Uint8Array<ArrayBuffer> {
  return sha256(text);
}

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, CHECKSUM_LENGTH);
}

function sha256(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(text).digest());
}
