import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { dataKeyFromBytes } from './data-key';
import {
  type FernetKeys,
  keyOfFernet,
  openFernet,
  rotateFernet,
  sealFernet,
  sealWithIv,
  takeFernet,
} from './fernet';
import { type FernetKey, newFernetKeyText, readFernetKey } from './fernet-key';
import { fernetRowTag, isInItsRow } from './fernet-row';
import { OpenError } from './open-error';

/** The key and the token of the specification's `generate.json` and `verify.json`. */
const SPEC = {
  key: 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=',
  token:
    'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==',
  seconds: 499_162_800,
};
const URL_TEXT = 'postgresql://app:geheim-ü@db.example.org:5432/orders';

const keyOf = (text: string): FernetKey => readFernetKey(text)!;
const newKey = () => keyOf(newFernetKeyText());
const text = (plaintext: Plaintext) => plaintext.use((bytes) => Buffer.from(bytes).toString());
const decode = (token: string) => Buffer.from(token, 'base64url');
const encode = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

/** A token with a right MAC over whatever is in it. */
function signed(key: FernetKey, bytes: Uint8Array): string {
  const mac = createHmac('sha256', key.signing).update(bytes).digest();
  return encode(Buffer.concat([bytes, mac]));
}

describe('a Fernet token', () => {
  const spec = keyOf(SPEC.key);
  const keys: FernetKeys = [newKey()];
  const token = sealFernet(keys, Plaintext.fromText(URL_TEXT));

  it('is that of the specification, byte for byte, for its key, time and IV', () => {
    const iv = Uint8Array.from({ length: 16 }, (_, i) => i);
    const made = sealWithIv(spec, Plaintext.fromText('hello'), BigInt(SPEC.seconds), iv);
    expect(made).toBe(SPEC.token);
    expect(text(openFernet([spec], SPEC.token))).toBe('hello');
  });

  it('opens to what was sealed: nothing, a block, text and any bytes', () => {
    for (const bytes of [0, 1, 15, 16, 17, 4096].map((n) =>
      Uint8Array.from({ length: n }, (_, i) => i),
    )) {
      const sealed = sealFernet(keys, Plaintext.fromBytes(Uint8Array.from(bytes)));
      expect(openFernet(keys, sealed).use((opened) => [...opened])).toEqual([...bytes]);
    }
    expect(text(openFernet(keys, token))).toBe(URL_TEXT);
  });

  it('is never the same twice, and holds nothing of the value in the clear', () => {
    expect(sealFernet(keys, Plaintext.fromText(URL_TEXT))).not.toBe(token);
    expect(decode(token).includes('postgresql')).toBe(false);
  });

  it('does not open after any one bit was flipped', () => {
    const bytes = decode(token);
    for (let bit = 0; bit < bytes.byteLength * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => openFernet(keys, encode(flipped)), `bit ${bit}`).toThrow(OpenError);
    }
  });

  it('does not open cut off anywhere, as text or as bytes, nor with more behind it', () => {
    for (let length = 0; length < token.length; length += 1) {
      expect(() => openFernet(keys, token.slice(0, length)), `${length}`).toThrow(OpenError);
    }
    const bytes = decode(token);
    for (let length = 0; length < bytes.byteLength; length += 1) {
      const cut = encode(bytes.subarray(0, length));
      expect(() => openFernet(keys, cut), `${length} bytes`).toThrow(OpenError);
    }
    expect(() => openFernet(keys, encode(Buffer.concat([bytes, bytes])))).toThrow(OpenError);
  });

  it('has one spelling: no blanks, no plain base64, no lost or added padding, no stray bits', () => {
    // Its last character carries bits that stand for nothing, and it has the letters that differ.
    const strayed = SPEC.token.replace(/A==$/, 'B==');
    expect(decode(strayed)).toEqual(decode(SPEC.token));
    const plain = SPEC.token.replaceAll('-', '+').replaceAll('_', '/');
    const bare = SPEC.token.replace(/=+$/, '');
    const spellings = [
      ...[strayed, plain, bare, `${bare}=`, `${SPEC.token}=`, `${SPEC.token}====`],
      ...[
        ` ${SPEC.token}`,
        `${SPEC.token}\n`,
        SPEC.token.replace('gAAA', 'gA AA'),
        `${bare}%3D%3D`,
      ],
    ];
    for (const spelling of spellings) {
      expect(spelling).not.toBe(SPEC.token);
      expect(() => openFernet([spec], spelling), spelling).toThrow(OpenError);
    }
  });

  it('with a right MAC does not open where version, length or padding are wrong', () => {
    const head = Buffer.from([0x80, ...Array<number>(8 + 16).fill(0)]);
    const encrypted = (padded: Uint8Array) => {
      const cipher = createCipheriv(
        'aes-128-cbc',
        spec.encryption,
        head.subarray(9),
      ).setAutoPadding(false);
      return Buffer.concat([head, cipher.update(padded), cipher.final()]);
    };
    const padded = (...end: number[]) =>
      encrypted(Buffer.from([...Array<number>(16 - end.length).fill(65), ...end]));
    expect(text(openFernet([spec], signed(spec, padded(2, 2))))).toBe('A'.repeat(14));
    const other = padded(1);
    other[0] = 0x81;
    const wrong = [
      ...[padded(0), padded(17), padded(1, 2), padded(3, 2, 3), other],
      ...[head, Buffer.concat([padded(1), Buffer.alloc(1)]), Buffer.alloc(0)],
    ];
    for (const bytes of wrong) {
      expect(() => openFernet([spec], signed(spec, bytes))).toThrow(OpenError);
    }
  });

  it('fails in one way, which quotes neither token nor key', () => {
    const failure = (open: () => unknown) => {
      try {
        return open();
      } catch (error) {
        return `${(error as Error).name} ${(error as Error).message} ${(error as Error).cause}`;
      }
    };
    const ways = [
      token.slice(1),
      `${token.slice(0, -6)}AAAA==`,
      sealFernet([newKey()], Plaintext.fromText('x')),
      '',
    ];
    const said = ways.map((way) => failure(() => openFernet(keys, way)));
    expect(new Set(said)).toEqual(new Set(['OpenError The envelope does not open. undefined']));
  });

  it('has an age only where it is asked for', () => {
    const open = (ttlSeconds: number, now: number) => () =>
      openFernet([spec], SPEC.token, { ttlSeconds, now });
    expect(open(60, SPEC.seconds + 60)).not.toThrow();
    expect(open(60, SPEC.seconds + 61)).toThrow(OpenError);
    expect(open(60, SPEC.seconds - 60)).not.toThrow();
    expect(open(60, SPEC.seconds - 61)).toThrow(OpenError);
    expect(text(openFernet([spec], SPEC.token))).toBe('hello');
  });
});

describe('several Fernet keys', () => {
  const [older, newer, foreign] = [newKey(), newKey(), newKey()];
  const both: FernetKeys = [newer, older];
  const old = sealWithIv(older, Plaintext.fromText(URL_TEXT), 1_000n, new Uint8Array(16));

  it('the first seals, each opens, and no other does', () => {
    const made = sealFernet(both, Plaintext.fromText(URL_TEXT));
    expect(text(openFernet([newer], made))).toBe(URL_TEXT);
    expect(() => openFernet([older], made)).toThrow(OpenError);
    expect(text(openFernet(both, old))).toBe(URL_TEXT);
    expect(() => openFernet([foreign], old)).toThrow(OpenError);
    expect(() => takeFernet([foreign], old)).toThrow(OpenError);
    expect(takeFernet(both, old)).toBe(old);
  });

  it('say which of them a token is under', () => {
    expect(keyOfFernet(both, old)).toBe(older);
    expect(keyOfFernet(both, sealFernet(both, Plaintext.fromText('')))).toBe(newer);
    expect(() => keyOfFernet([foreign], old)).toThrow(OpenError);
    const digest = createHash('sha256').update(older.bytes).digest('hex');
    expect(older.fingerprint).toBe(digest.slice(0, 16));
  });

  it('a token that is moved to the first keeps its value and its time', () => {
    const moved = rotateFernet(both, old);
    expect(text(openFernet([newer], moved))).toBe(URL_TEXT);
    expect(decode(moved).readBigUInt64BE(1)).toBe(1_000n);
    expect(decode(moved).subarray(9, 25)).not.toEqual(Buffer.alloc(16));
    expect(() => rotateFernet([foreign], old)).toThrow(OpenError);
  });
});

describe('a Fernet key', () => {
  it('is 32 bytes in base64url with padding, and the letters of plain base64 count as well', () => {
    const plain = SPEC.key.replaceAll('-', '+').replaceAll('_', '/');
    expect(keyOf(plain).bytes).toEqual(keyOf(SPEC.key).bytes);
    expect(newFernetKeyText()).toMatch(/^[A-Za-z0-9_-]{43}=$/);
    const others = [
      '',
      'short',
      SPEC.key.slice(0, -1),
      `${SPEC.key}=`,
      `${SPEC.key}\n`,
      ` ${SPEC.key}`,
    ];
    const sized = [16, 31, 33].map((size) => encode(new Uint8Array(size)));
    const strayed = SPEC.key.replace(/4=$/, '5=');
    for (const one of [...others, ...sized, strayed]) expect(readFernetKey(one), one).toBeNull();
  });

  it('cannot be printed', () => {
    const key = keyOf(SPEC.key);
    expect(`${key} ${JSON.stringify({ key })} ${JSON.stringify({ ...key })}`).toBe(
      '[key] {"key":"[key]"} {}',
    );
  });
});

describe('a token in another row', () => {
  const place = {
    id: newUuid(),
    ownerId: newUuid(),
    purpose: 'configuration',
    rootId: newUuid(),
  } as const;
  const key = dataKeyFromBytes(place, new Uint8Array(32).fill(7));
  const [a, b] = [newUuid(), newUuid()];
  const keys: FernetKeys = [newKey()];
  const token = sealFernet(keys, Plaintext.fromText(URL_TEXT));
  const mac = fernetRowTag(key, a, token);

  it('is told from its own, by HMAC-SHA256 of the row and the SHA-256 of the token', () => {
    const size = (n: number) => Buffer.from([0, 0, 0, n]);
    const by = createHmac('sha256', key.bytes)
      .update(Buffer.concat([size(36), Buffer.from(a), size(32)]))
      .update(createHash('sha256').update(token).digest());
    expect(Buffer.from(mac)).toEqual(by.digest());
    expect(isInItsRow(key, { id: a, token, mac })).toBe(true);
    expect(isInItsRow(key, { id: b, token, mac })).toBe(false);
    const other = sealFernet(keys, Plaintext.fromText(URL_TEXT));
    expect(isInItsRow(key, { id: a, token: other, mac })).toBe(false);
    expect(isInItsRow(key, { id: a, token, mac: mac.subarray(0, 31) })).toBe(false);
  });

  it('has its tag from a configuration key, and from no other', () => {
    const value = dataKeyFromBytes({ ...place, purpose: 'value' }, new Uint8Array(32));
    expect(() => fernetRowTag(value, a, token)).toThrow(TypeError);
  });
});
