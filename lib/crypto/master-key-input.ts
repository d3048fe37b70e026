// What the operator hands over as a master key: read, judged, and turned into key material.

import { createHash, scrypt } from 'node:crypto';
import { isWellFormed, utf8 } from './byte-join';
import { KEY_BYTES } from './hkdf';
import { decodeHex } from './strict-decode';
import { type Weakness, weaknessOfBytes, weaknessOfText } from './weak-key';

export type MasterKeyMode = 'hex' | 'passphrase' | 'development';
export type MasterKeyRefusal =
  Weakness | 'malformed' | 'control_character' | 'too_short' | 'typo_hex' | 'development_key';

const MAKE_ONE = 'Make one with `openssl rand -hex 32`.';
const REMEDIES: Readonly<Record<MasterKeyRefusal, string>> = {
  malformed: `The master key is not valid Unicode text. ${MAKE_ONE}`,
  control_character: `The master key holds a line break or another control character; remove it.`,
  too_short: `The master key is neither 64 hex digits nor at least 32 characters. ${MAKE_ONE}`,
  typo_hex: 'The master key looks like 64 hex digits with a slip; compare it with the original.',
  few_bytes: `The master key repeats a few bytes. ${MAKE_ONE}`,
  few_characters: `The master key repeats a few characters. ${MAKE_ONE}`,
  periodic: `The master key repeats a short piece. ${MAKE_ONE}`,
  sequence: `The master key follows the alphabet, the digits or a keyboard. ${MAKE_ONE}`,
  placeholder: `The master key is a placeholder or made of well-known words. ${MAKE_ONE}`,
  development_key: `The master key is the published development key. ${MAKE_ONE}`,
};

/** A master key that will not be used. `message` is the remedy; neither it nor `reason` quotes input. */
export class MasterKeyRefused extends Error {
  readonly code = 'master_key_refused';

  constructor(readonly reason: MasterKeyRefusal) {
    super(REMEDIES[reason]);
    this.name = 'MasterKeyRefused';
  }
}

/** The HKDF `info` of the key encryption key. */
export const KEK_INFO = 'keystow/master/v1';

const HEX_DIGITS = KEY_BYTES * 2;
const CHARACTERS_MIN = 32;
const TYPO_LENGTH_MIN = 60;
const TYPO_LENGTH_MAX = 68;
const TYPO_HEX_SHARE = 0.9;

/** An accepted input. It keeps what was given in private fields and prints as its mode only. */
export class MasterKeyInput {
  readonly mode: MasterKeyMode;
  /** Decoded key material, or the passphrase as UTF-8. */
  readonly #given: Uint8Array;
  readonly #stretched = new Map<string, Promise<Uint8Array>>();

  constructor(mode: MasterKeyMode, given: Uint8Array) {
    this.mode = mode;
    this.#given = given;
  }

  /** Lends the bytes that were given: 32 decoded ones, or the passphrase. */
  use<T>(fn: (given: Uint8Array) => T): T {
    return fn(this.#given);
  }

  /** 32 bytes of key material. A passphrase is stretched once per installation and then remembered. */
  keyMaterial(installationId: string): Promise<Uint8Array> {
    if (this.mode !== 'passphrase') return Promise.resolve(this.#given);
    const known = this.#stretched.get(installationId);
    if (known) return known;
    const stretched = stretch(this.#given, installationId);
    this.#stretched.set(installationId, stretched);
    stretched.catch(() => this.#stretched.delete(installationId));
    return stretched;
  }
}

/**
 * Reads a master key: exactly 64 hex digits, or at least 32 characters to be stretched. The text
 * is taken as it is; whoever reads a file strips its one trailing newline before.
 * Throws a `MasterKeyRefused` for anything malformed or weak.
 */
export function readMasterKey(text: string): MasterKeyInput {
  const { input, weakness } = readMasterKeyLeniently(text);
  if (weakness) throw new MasterKeyRefused(weakness);
  return input;
}

/** Like `readMasterKey`, but reports a weakness instead of refusing it: development only warns. */
export function readMasterKeyLeniently(text: string): {
  readonly input: MasterKeyInput;
  readonly weakness: Weakness | null;
} {
  requireForm(text);
  const decoded = text.length === HEX_DIGITS ? decodeHex(text) : null;
  if (decoded) {
    return { input: new MasterKeyInput('hex', decoded), weakness: weaknessOfBytes(decoded) };
  }
  return { input: new MasterKeyInput('passphrase', utf8(text)), weakness: weaknessOfText(text) };
}

/** The key of `npm run dev`. It is published with the source: whoever reads this has it. */
export function developmentMasterKey(): MasterKeyInput {
  const material = createHash('sha256').update('keystow/development/v1').digest();
  return new MasterKeyInput('development', material);
}

/** Nearly hex never falls back to a passphrase: the operator would find out at the next start. */
function requireForm(text: string): void {
  if (!isWellFormed(text)) throw new MasterKeyRefused('malformed');
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new MasterKeyRefused('control_character');
  const hexDigits = text.replace(/[^0-9a-f]/gi, '').length;
  if (text.length === HEX_DIGITS && hexDigits === HEX_DIGITS) return;
  const inTypoRange = text.length >= TYPO_LENGTH_MIN && text.length <= TYPO_LENGTH_MAX;
  if (inTypoRange && hexDigits >= text.length * TYPO_HEX_SHARE) {
    throw new MasterKeyRefused('typo_hex');
  }
  if ([...text].length < CHARACTERS_MIN) throw new MasterKeyRefused('too_short');
}

/** 128 MiB each (RFC 7914: 128 * N * r bytes), so they run one after the other. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
let lastStretch: Promise<unknown> = Promise.resolve();

/** scrypt (RFC 7914) with the installation id as salt: length alone is no proof of entropy. */
function stretch(passphrase: Uint8Array, installationId: string): Promise<Uint8Array> {
  const run = () =>
    new Promise<Uint8Array>((resolve, reject) => {
      scrypt(passphrase, utf8(installationId), KEY_BYTES, SCRYPT, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  const stretched = lastStretch.then(run, run);
  lastStretch = stretched;
  return stretched;
}
