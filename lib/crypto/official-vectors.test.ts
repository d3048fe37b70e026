import { createCipheriv, createDecipheriv, createHmac, hkdfSync, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { canonicalJson } from './canonical-json';
import { openFernet, sealWithIv } from './fernet';
import { readFernetKey } from './fernet-key';
import { deriveKey } from './hkdf';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from './merkle';

// The large official collections stay outside the project; the answers in standard-answers.test.ts
// and known-answers.test.ts hold where they are absent.

const folder = process.env['VECTORS_DIR'] ?? '../shared/vectors';
const found = existsSync(join(folder, 'wycheproof'));
if (!found) process.stderr.write(`vectors not found, skipped (VECTORS_DIR is ${folder})\n`);

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const read = (...path: readonly string[]) => readFileSync(join(folder, ...path), 'utf8');

interface Suite<T, G = object> {
  readonly testGroups: readonly (G & { readonly tests: readonly T[] })[];
}

describe.skipIf(!found)('Wycheproof', () => {
  it('AES-GCM with 256-bit keys, 96-bit nonces and 128-bit tags: valid opens, invalid does not', () => {
    type Group = { ivSize: number; keySize: number; tagSize: number };
    type Case = Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag' | 'result', string>;
    const { testGroups } = JSON.parse(read('wycheproof', 'aes_gcm_test.json')) as Suite<
      Case,
      Group
    >;
    const fitting = testGroups.filter(
      (group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128,
    );
    const cases = fitting.flatMap((group) => group.tests);
    expect(cases).toHaveLength(66);
    for (const test of cases) {
      const decipher = createDecipheriv('aes-256-gcm', bytes(test.key), bytes(test.iv), {
        authTagLength: 16,
      });
      decipher.setAuthTag(bytes(test.tag));
      decipher.setAAD(bytes(test.aad));
      const opened = decipher.update(bytes(test.ct));
      if (test.result !== 'valid') {
        expect(() => decipher.final()).toThrow();
        continue;
      }
      decipher.final();
      expect(opened.toString('hex')).toBe(test.msg);
      const cipher = createCipheriv('aes-256-gcm', bytes(test.key), bytes(test.iv));
      cipher.setAAD(bytes(test.aad));
      expect(cipher.update(bytes(test.msg), undefined, 'hex') + cipher.final('hex')).toBe(test.ct);
      expect(cipher.getAuthTag().toString('hex')).toBe(test.tag);
    }
  });

  it('HKDF-SHA256', () => {
    type Case = Record<'ikm' | 'salt' | 'info' | 'okm' | 'result', string> & { size: number };
    const { testGroups } = JSON.parse(read('wycheproof', 'hkdf_sha256_test.json')) as Suite<Case>;
    for (const { ikm, salt, info, okm, size, result } of testGroups.flatMap((g) => g.tests)) {
      const derive = () => hkdfSync('sha256', bytes(ikm), bytes(salt), bytes(info), size);
      if (result !== 'valid') {
        expect(derive).toThrow();
        continue;
      }
      expect(Buffer.from(derive()).toString('hex')).toBe(okm);
      const common = Math.min(size, 32);
      const ours = deriveKey(bytes(ikm), bytes(salt), bytes(info)).subarray(0, common);
      expect(Buffer.from(ours).toString('hex')).toBe(okm.slice(0, 2 * common));
    }
  });

  it('HMAC-SHA256', () => {
    type Case = Record<'key' | 'msg' | 'tag' | 'result', string>;
    const suite = JSON.parse(read('wycheproof', 'hmac_sha256_test.json')) as Suite<Case>;
    for (const { key, msg, tag, result } of suite.testGroups.flatMap((group) => group.tests)) {
      const mac = createHmac('sha256', bytes(key)).update(bytes(msg)).digest('hex');
      expect(mac.slice(0, tag.length) === tag).toBe(result === 'valid');
    }
  });
});

describe.skipIf(!found)('RFC vectors', () => {
  it('RFC 5869 HKDF', () => {
    type Case = Record<'ikm' | 'salt' | 'info' | 'okm', string>;
    const { tests } = JSON.parse(read('rfc', 'rfc5869_hkdf_sha256.json')) as { tests: Case[] };
    expect(tests.length).toBeGreaterThan(0);
    for (const { ikm, salt, info, okm } of tests) {
      const key = deriveKey(bytes(ikm), bytes(salt), bytes(info));
      expect(Buffer.from(key).toString('hex')).toBe(okm.slice(0, 64));
    }
  });

  it('RFC 7914 scrypt', () => {
    type Case = { password: string; salt: string; okm: string } & Record<
      'N' | 'r' | 'p' | 'dkLen',
      number
    >;
    const { tests } = JSON.parse(read('rfc', 'rfc7914_scrypt.json')) as { tests: Case[] };
    expect(tests.length).toBeGreaterThan(0);
    for (const { password, salt, okm, dkLen, N, r, p } of tests) {
      expect(scryptSync(password, salt, dkLen, { N, r, p }).toString('hex')).toBe(okm);
    }
  });

  it('RFC 6962 roots of trees of 0 to 8 leaves', () => {
    type Tree = { emptyRoot: string; leavesHex: string[]; roots: string[] };
    const tree = JSON.parse(read('rfc', 'rfc6962_tree.json')) as Tree;
    let frontier: Uint8Array = emptyFrontier;
    const rootAt = (size: number) =>
      Buffer.from(frontierRoot(frontier, BigInt(size))).toString('hex');
    expect(rootAt(0)).toBe(tree.emptyRoot);
    tree.leavesHex.forEach((leaf, size) => {
      frontier = appendLeaf(frontier, BigInt(size), leafHash(bytes(leaf)));
      expect(rootAt(size + 1)).toBe(tree.roots[size]);
    });
  });
});

describe.skipIf(!found)('RFC 8785 canonical JSON', () => {
  const inputs = found ? readdirSync(join(folder, 'jcs/testdata/input')) : [];

  it.each(inputs)('%s', (file) => {
    const parsed: unknown = JSON.parse(read('jcs/testdata/input', file));
    const expected = read('jcs/testdata/outhex', file.replace('.json', '.txt')).replace(/\s+/g, '');
    expect(Buffer.from(canonicalJson(parsed)).toString('hex')).toBe(expected);
  });
});

describe.skipIf(!found)('the Fernet specification', () => {
  type Case = Record<'token' | 'now' | 'src' | 'secret', string>;
  const seconds = (now: string) => Date.parse(now) / 1000;

  it('makes the tokens of generate.json, byte for byte', () => {
    const cases = JSON.parse(read('fernet', 'generate.json')) as (Case & { iv: number[] })[];
    expect(cases.length).toBeGreaterThan(0);
    for (const { token, now, src, secret, iv } of cases) {
      const [key, value] = [readFernetKey(secret)!, Plaintext.fromText(src)];
      expect(sealWithIv(key, value, BigInt(seconds(now)), Uint8Array.from(iv))).toBe(token);
    }
  });

  it('opens the tokens of verify.json at their age', () => {
    const cases = JSON.parse(read('fernet', 'verify.json')) as (Case & { ttl_sec: number })[];
    expect(cases.length).toBeGreaterThan(0);
    for (const { token, now, src, secret, ttl_sec: ttlSeconds } of cases) {
      const age = { ttlSeconds, now: seconds(now) };
      const opened = openFernet([readFernetKey(secret)!], token, age);
      expect(opened.use((value) => Buffer.from(value).toString())).toBe(src);
    }
  });
});
