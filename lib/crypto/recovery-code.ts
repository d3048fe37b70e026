// Recovery codes: 80 random bits that stand in for the second factor once, kept as SHA-256.

import { createHash, randomBytes } from 'node:crypto';
import { ScureBase32Plugin } from 'otplib';

/**
 * Sixteen characters of base32 (RFC 4648) without a rest: no 0, 1, 8 or 9 to be misread. Too many to
 * try, so a fast hash is enough.
 */
const CODE_BYTES = 10;
const CODE = /^[a-z2-7]{16}$/;

const base32 = new ScureBase32Plugin();

/** What is shown once, and the SHA-256 of its characters that is stored. */
export interface NewRecoveryCode {
  /** `xxxx-xxxx-xxxx-xxxx` */
  readonly text: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function newRecoveryCodes(count: number): NewRecoveryCode[] {
  return Array.from({ length: count }, () => {
    const characters = base32.encode(randomBytes(CODE_BYTES)).toLowerCase();
    const text = characters.match(/.{4}/g)?.join('-') ?? characters;
    return { text, hash: hashOf(characters) };
  });
}

/** The hash to look up, however it was typed: case, blanks and hyphens do not count. Null for no code. */
export function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> | null {
  const characters = typed.replaceAll(/[\s-]/g, '').toLowerCase();
  return CODE.test(characters) ? hashOf(characters) : null;
}

function hashOf(characters: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(characters).digest());
}
