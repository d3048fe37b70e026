// Fernet tokens, version 0x80 (github.com/fernet/spec): AES-128-CBC under HMAC-SHA256, as others make them too.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { Plaintext } from '@/lib/domain/plaintext';
import { type FernetKey, fernetText } from './fernet-key';
import { OpenError } from './open-error';
import { decodeBase64Url } from './strict-decode';

declare const brand: unique symbol;

/** A token that was made here, or opened: the one form in which persistence takes such a value. */
export type FernetToken = string & { readonly [brand]: 'FernetToken' };

/** The first key seals, each of them opens. */
export type FernetKeys = readonly [FernetKey, ...FernetKey[]];

/** Both in seconds; `now` since 1970. */
export interface TokenAge {
  readonly ttlSeconds: number;
  readonly now?: number;
}

const VERSION = 0x80;
const TIME_AT = 1;
const IV_AT = TIME_AT + 8;
const BODY_AT = IV_AT + 16;
const BLOCK_BYTES = 16;
const MAC_BYTES = 32;
/** By which a token may come from the future, where its age is asked for. */
const CLOCK_SKEW_SECONDS = 60;
const CIPHER = 'aes-128-cbc';

/** Seals under the first key. `now` is in seconds since 1970. */
export function sealFernet([key]: FernetKeys, plaintext: Plaintext, now?: number): FernetToken {
  return sealWithIv(key, plaintext, BigInt(now ?? clock()), randomBytes(BLOCK_BYTES));
}

/** For `sealFernet` and known answers only: no two tokens may have one IV. */
export function sealWithIv(
  key: FernetKey,
  plaintext: Plaintext,
  seconds: bigint,
  iv: Uint8Array,
): FernetToken {
  const head = Buffer.alloc(IV_AT);
  head.writeUInt8(VERSION);
  head.writeBigUInt64BE(seconds, TIME_AT);
  const cipher = createCipheriv(CIPHER, key.encryption, iv);
  const body = plaintext.use((bytes) => cipher.update(bytes));
  const signed = Buffer.concat([head, iv, body, cipher.final()]);
  return fernetText(Buffer.concat([signed, macOf(key, signed)])) as FernetToken;
}

/**
 * Opens a token under whichever key it was sealed with. Its age counts only where `age` is given. Throws
 * an `OpenError` in every other case; nothing is decrypted before the MAC is right.
 */
export function openFernet(keys: FernetKeys, token: string, age?: TokenAge): Plaintext {
  return openToken(keys, token, age).plaintext;
}

/** The key that a token is under. Throws an `OpenError` where it is under none of them. */
export function keyOfFernet(keys: FernetKeys, token: string): FernetKey {
  return signerOf(keys, decodeToken(token));
}

/** The same value and time under the first key. Throws an `OpenError` where no key opens the token. */
export function rotateFernet(keys: FernetKeys, token: string): FernetToken {
  const { plaintext, seconds } = openToken(keys, token);
  return sealWithIv(keys[0], plaintext, seconds, randomBytes(BLOCK_BYTES));
}

/** A token of somebody else as one that may be stored. Throws an `OpenError` where no key opens it. */
export function takeFernet(keys: FernetKeys, token: string): FernetToken {
  openToken(keys, token);
  return token as FernetToken;
}

function openToken(keys: FernetKeys, token: string, age?: TokenAge) {
  const bytes = decodeToken(token);
  const key = signerOf(keys, bytes);
  const seconds = bytes.readBigUInt64BE(TIME_AT);
  if (age) checkAge(seconds, age);
  const decipher = createDecipheriv(CIPHER, key.encryption, bytes.subarray(IV_AT, BODY_AT));
  try {
    const parts = [decipher.update(bytes.subarray(BODY_AT, -MAC_BYTES)), decipher.final()];
    return { plaintext: Plaintext.fromBytes(Uint8Array.from(Buffer.concat(parts))), seconds };
  } catch {
    throw new OpenError();
  }
}

/** The key whose MAC it carries. Every key is tried, so that the time does not tell which one it is. */
function signerOf(keys: FernetKeys, bytes: Buffer): FernetKey {
  const mac = bytes.subarray(-MAC_BYTES);
  const signed = bytes.subarray(0, -MAC_BYTES);
  const [signer] = keys.filter((key) => timingSafeEqual(macOf(key, signed), mac));
  if (!signer) throw new OpenError();
  return signer;
}

/** Whole blocks, of which there is at least one, between the head and the MAC. */
function decodeToken(token: string): Buffer {
  const bytes = Buffer.from(decodeBase64Url(token.replace(/={0,2}$/, '')) ?? []);
  const body = bytes.byteLength - BODY_AT - MAC_BYTES;
  if (body < BLOCK_BYTES || body % BLOCK_BYTES !== 0) throw new OpenError();
  // Padding belongs to the text: without it, or with too much, it is not the token that was made.
  if (bytes[0] !== VERSION || fernetText(bytes) !== token) throw new OpenError();
  return bytes;
}

function checkAge(seconds: bigint, { ttlSeconds, now = clock() }: TokenAge): void {
  const made = Number(seconds);
  if (made + ttlSeconds < now || made > now + CLOCK_SKEW_SECONDS) throw new OpenError();
}

function macOf(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac('sha256', key.signing).update(signed).digest();
}

function clock(): number {
  return Math.floor(Date.now() / 1000);
}
