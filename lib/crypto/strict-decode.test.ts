import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, decodeHex } from './strict-decode';
import { encodeBase64Url, encodeHex } from './strict-decode';

it('what was encoded comes back byte for byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeHex(encodeHex(bytes))).toEqual(bytes);
      expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    }),
  );
});

it('a view encodes only its own bytes', () => {
  const view = Uint8Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(encodeHex(view)).toBe('0203');
  expect(encodeBase64Url(view)).toBe('AgM');
});

describe('hex is refused where Node would stop early or skip', () => {
  it.each(['0', '0g', 'zz', '00 ', ' 00', '00\n', '0x00', '0-0', '００'])('%j', (text) => {
    expect(decodeHex(text)).toBeNull();
  });
});

describe('base64url is refused where Node would stop early or skip', () => {
  it.each(['A', 'AB', 'AA=', 'AA==', 'AA\n', ' AA', 'A A', '+/8', 'AA!', 'AAé', '-_9'])(
    '%j',
    (text) => {
      expect(decodeBase64Url(text)).toBeNull();
    },
  );
});

describe('base64 is refused where Node would stop early or skip', () => {
  it.each(['A', 'AA', 'AA=', 'AB==', 'AA==\n', 'AA==AA==', ' AA==', '-_8=', 'AA===', 'AAA'])(
    '%j',
    (text) => {
      expect(decodeBase64(text)).toBeNull();
    },
  );
});

it('nothing is nothing', () => {
  for (const decode of [decodeHex, decodeBase64, decodeBase64Url]) {
    expect(decode('')).toEqual(new Uint8Array(0));
  }
});
