// Signed notes: a text, and under it lines by which anybody with the public key knows who signed it (C2SP signed-note).

import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  ED25519_KEY_BYTES,
  ed25519PrivateKey,
  ed25519PublicKey,
  rawEd25519Key,
} from './ed25519-key';

/** `01` stands for Ed25519 (RFC 8032) before a public key. */
const ED25519 = 0x01;
const SIGNATURE_BYTES = 64;
const HASH_BYTES = 4;
const KEY_NAME = /^[^\s+]+$/u;
const MARK = '\u2014 ';

export interface NoteSigner {
  readonly name: string;
  /** `name+hash+key`: what a verifier pins. */
  readonly verifierKey: string;
  readonly sign: (text: string) => Uint8Array;
}

/** A signer from the 32 bytes of a private key. Throws a RangeError for a name with blanks or a plus. */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  if (!KEY_NAME.test(name)) throw new RangeError('A key name has no blanks and no plus sign.');
  const key = ed25519PrivateKey(seed);
  const publicKey = rawEd25519Key(key);
  const hash = keyHash(name, publicKey);
  return {
    name,
    verifierKey: `${name}+${hash.toString('hex')}+${encodeKey(publicKey).toString('base64')}`,
    sign: (text) => Buffer.concat([hash, sign(null, Buffer.from(text), key)]),
  };
}

/** `text`, which ends with a line break, with one signature under it. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n')) throw new RangeError('The text of a note ends with a line break.');
  return `${text}\n${MARK}${signer.name} ${Buffer.from(signer.sign(text)).toString('base64')}\n`;
}

/** The text of the note when the key signed it, else null. Throws a RangeError for what is no verifier key. */
export function openNote(note: string, verifierKey: string): string | null {
  const { name, publicKey, hash } = readVerifierKey(verifierKey);
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  const signed = lines.some((line) => {
    const prefix = `${MARK}${name} `;
    if (!line.startsWith(prefix)) return false;
    const bytes = Buffer.from(line.slice(prefix.length), 'base64');
    if (bytes.byteLength !== HASH_BYTES + SIGNATURE_BYTES) return false;
    if (!bytes.subarray(0, HASH_BYTES).equals(hash)) return false;
    return verify(null, Buffer.from(text), publicKey, bytes.subarray(HASH_BYTES));
  });
  return signed ? text : null;
}

interface VerifierKey {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly hash: Buffer;
}

/** Throws a RangeError for what is no `name+hash+key`. */
export function readVerifierKey(text: string): VerifierKey {
  const [name = '', hashText = '', ...rest] = text.trim().split('+');
  // The key is base64, in which a plus may stand.
  const encoded = Buffer.from(rest.join('+'), 'base64');
  const raw = encoded.subarray(1);
  const hash = keyHash(name, raw);
  const whole = encoded[0] === ED25519 && raw.byteLength === ED25519_KEY_BYTES;
  if (!KEY_NAME.test(name) || !whole || hash.toString('hex') !== hashText) {
    throw new RangeError('That is no verifier key: it reads name+hash+key, on one line.');
  }
  return { name, hash, publicKey: ed25519PublicKey(raw) };
}

function encodeKey(publicKey: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(ED25519), publicKey]);
}

function keyHash(name: string, publicKey: Uint8Array): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(encodeKey(publicKey)).digest();
  return hash.subarray(0, HASH_BYTES);
}
