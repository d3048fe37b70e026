import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { keyIdOf } from './envelope';
import { deriveKey } from './hkdf';
import { deriveMasterKey, developmentFingerprint, developmentMasterKey } from './master-key';
import { equalKeyMaterial, isDevelopmentKey, readMasterKey } from './master-key';
import { unwrapRootKey, wrapRootKey } from './master-key';
import { OpenError } from './open-error';
import { newRootKey } from './root-key';

const installationId = newUuid();
const hexText = '473f6912be49b75f4fe0e96047db4bb76b7f292c8b6aa5ff388e732555bd87a2';
const otherHex = '84838d9b19ce57eec26db8f8fd1bffeb9b784bf47070f2dee48a3bdbff522d33';
const passphrase = 'k9#Vq2!mZr7@Lw4$Xt8%Pb3^Nh6&Jd5*';
const master = await deriveMasterKey(readMasterKey(hexText), installationId);
const root = newRootKey(newUuid());

describe('what is derived', () => {
  it('a fingerprint and key id that belong to the key alone, a KEK that belongs to the installation', async () => {
    const elsewhere = await deriveMasterKey(readMasterKey(hexText), newUuid());
    expect(elsewhere.fingerprint).toBe(master.fingerprint);
    expect(elsewhere.keyId).toBe(master.keyId);
    expect(elsewhere.kek).not.toEqual(master.kek);
    expect(master.fingerprint).toMatch(/^mk_[0-9a-f]{16}$/);
    expect(master.keyId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('the same from hex in capitals', async () => {
    const capitals = await deriveMasterKey(readMasterKey(hexText.toUpperCase()), installationId);
    expect(capitals.kek).toEqual(master.kek);
  });

  it('from a passphrase something else in every installation, fingerprint included', async () => {
    const input = readMasterKey(passphrase);
    const here = await deriveMasterKey(input, installationId);
    const there = await deriveMasterKey(input, newUuid());
    expect(here.fingerprint).not.toBe(there.fingerprint);
  });
});

describe('a wrapped root key', () => {
  const wrapped = wrapRootKey(master, root, installationId);

  it('comes back as it was, and its header names the master key', () => {
    const again = unwrapRootKey(master, root.id, wrapped, installationId);
    expect(Buffer.compare(again.bytes, root.bytes)).toBe(0);
    expect(again.id).toBe(root.id);
    expect(keyIdOf(wrapped)).toBe(master.keyId);
  });

  it('does not open with another master key, root id, fingerprint or installation', async () => {
    const other = await deriveMasterKey(readMasterKey(otherHex), installationId);
    const renamed = { ...other, keyId: master.keyId, kek: master.kek };
    expect(() => unwrapRootKey(other, root.id, wrapped, installationId)).toThrow(OpenError);
    expect(() => unwrapRootKey(renamed, root.id, wrapped, installationId)).toThrow(OpenError);
    expect(() => unwrapRootKey(master, newUuid(), wrapped, installationId)).toThrow(OpenError);
    expect(() => unwrapRootKey(master, root.id, wrapped, newUuid())).toThrow(OpenError);
  });

  it('does not open when cut to any length', () => {
    for (let length = 0; length < wrapped.byteLength; length += 1) {
      const cut = wrapped.subarray(0, length);
      expect(() => unwrapRootKey(master, root.id, cut, installationId)).toThrow(OpenError);
    }
  });
});

describe('the development key is known in every disguise (fault 34)', () => {
  const published = createHash('sha256').update('keystow/development/v1').digest();

  it('as itself, and typed in as hex in either case', () => {
    expect(isDevelopmentKey(developmentMasterKey())).toBe(true);
    expect(isDevelopmentKey(readMasterKey(published.toString('hex')))).toBe(true);
    expect(isDevelopmentKey(readMasterKey(published.toString('hex').toUpperCase()))).toBe(true);
    expect(isDevelopmentKey(readMasterKey(hexText))).toBe(false);
    expect(isDevelopmentKey(readMasterKey(passphrase))).toBe(false);
  });

  it('by the fingerprint that a database made with it carries', async () => {
    const derived = await deriveMasterKey(developmentMasterKey(), newUuid());
    expect(developmentFingerprint()).toBe(derived.fingerprint);
  });
});

describe('another key equal to the master key is noticed (fault 35)', () => {
  const bytes = Buffer.from(hexText, 'hex');
  const sha = (value: string | Buffer) => createHash('sha256').update(value).digest();

  it.each([
    ['raw', hexText],
    ['raw, with white space around it', ` ${hexText}\n`],
    ['in capitals', hexText.toUpperCase()],
    ['as base64', bytes.toString('base64')],
    ['as base64 without padding', bytes.toString('base64').replace('=', '')],
    ['as base64url', bytes.toString('base64url')],
    ['its KEK as hex', Buffer.from(master.kek).toString('hex')],
    ['its KEK as base64', Buffer.from(master.kek).toString('base64')],
    ['its SHA-256', sha(bytes).toString('hex')],
  ])('a hex key: %s', async (_, other) => {
    expect(await equalKeyMaterial(readMasterKey(hexText), other, installationId)).toBe(true);
  });

  it('a passphrase: raw, its SHA-256, and what is stretched or derived from it', async () => {
    const input = readMasterKey(passphrase);
    const material = await input.keyMaterial(installationId);
    const kek = deriveKey(material, installationId, 'keystow/master/v1');
    const others = [
      passphrase,
      `${passphrase}\n`,
      sha(passphrase).toString('hex'),
      Buffer.from(material).toString('hex'),
      Buffer.from(material).toString('base64'),
      Buffer.from(kek).toString('base64url'),
    ];
    for (const other of others)
      expect(await equalKeyMaterial(input, other, installationId)).toBe(true);
  });

  it('a passphrase that is the base64 of bytes: the same bytes as hex', async () => {
    const input = readMasterKey(bytes.toString('base64'));
    expect(await equalKeyMaterial(input, hexText, installationId)).toBe(true);
  });

  it('any other key is not', async () => {
    for (const input of [readMasterKey(hexText), readMasterKey(passphrase)]) {
      for (const other of ['', otherHex, `${passphrase}x`, '\ud800']) {
        expect(await equalKeyMaterial(input, other, installationId)).toBe(false);
      }
    }
  });
});
