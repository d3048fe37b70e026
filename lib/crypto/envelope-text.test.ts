import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkAad } from './aad';
import { PURPOSE, fromText, keyIdOf, keyIdOfUuid, seal, toText } from './envelope';
import { OpenError } from './open-error';

const key = { id: keyIdOfUuid(newUuid()), bytes: randomBytes(32) };
const aad = checkAad({ installationId: newUuid(), rootId: newUuid() });

describe('the text form', () => {
  const sealed = seal(key, PURPOSE.value, aad, Plaintext.fromText('ab'));
  const good = toText(sealed);

  it('is ks1. and unpadded base64url, and comes back byte for byte', () => {
    expect(good).toMatch(/^ks1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.compare(fromText(good), sealed)).toBe(0);
  });

  it.each([
    ['no prefix', good.slice(4)],
    ['another version', good.replace('ks1.', 'ks2.')],
    ['capital prefix', good.replace('ks1.', 'KS1.')],
    ['padding', `${good}=`],
    ['a line break', `${good}\n`],
    ['a space in front', ` ${good}`],
    ['a foreign character', `${good}!`],
    ['a letter outside ASCII', `${good}é`],
    ['nothing', ''],
  ])('is refused with %s', (_, bad) => {
    expect(() => fromText(bad)).toThrow(OpenError);
  });

  it('is refused with stray low bits in its last character', () => {
    const short = 'ks1.AA';
    expect([...fromText(short)]).toEqual([0]);
    expect(() => fromText('ks1.AB')).toThrow(OpenError);
  });
});

describe('the key id in the header', () => {
  it('is the UUID of the key without its hyphens', () => {
    expect(keyIdOfUuid('01890a5d-ac96-774b-bcce-b302099a8057')).toBe(
      '01890a5dac96774bbcceb302099a8057',
    );
    expect(() => keyIdOfUuid('01890A5D-AC96-774B-BCCE-B302099A8057')).toThrow(TypeError);
    expect(() => keyIdOfUuid('01890a5dac96774bbcceb302099a8057')).toThrow(TypeError);
  });

  it('is read from an envelope without opening it, and from nothing else', () => {
    const sealed = seal(key, PURPOSE.check, aad, Plaintext.fromText(''));
    expect(keyIdOf(sealed)).toBe(key.id);
    expect(keyIdOf(sealed.subarray(1))).toBeNull();
    expect(keyIdOf(Uint8Array.from(sealed).fill(2, 0, 1))).toBeNull();
    expect(keyIdOf(Uint8Array.from(sealed).fill(2, 1, 2))).toBeNull();
    expect(keyIdOf(sealed.subarray(0, 78))).toBeNull();
    expect(keyIdOf(new Uint8Array(0))).toBeNull();
  });
});
