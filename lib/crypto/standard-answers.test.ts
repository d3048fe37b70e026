import { createDecipheriv, createHmac, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveKey } from './hkdf';
import { emptyFrontier, frontierRoot, leafHash } from './merkle';

// Published answers, typed in with their source, so that the primitives below this room are known
// to be the ones that it names wherever it runs.

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

describe('AES-256-GCM answers as McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B', () => {
  it.each([
    {
      name: 'test case 13',
      key: '00'.repeat(32),
      nonce: '00'.repeat(12),
      aad: '',
      plaintext: '',
      ciphertext: '',
      tag: '530f8afbc74536b9a963b4f1c4cb738b',
    },
    {
      name: 'test case 14',
      key: '00'.repeat(32),
      nonce: '00'.repeat(12),
      aad: '',
      plaintext: '00'.repeat(16),
      ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
      tag: 'd0d1c8a799996bf0265b98b5d48ab919',
    },
    {
      name: 'test case 16',
      key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
      nonce: 'cafebabefacedbaddecaf888',
      aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      plaintext:
        'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
        '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
      ciphertext:
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
      tag: '76fc6ece0f4e1768cddf8853bb2d551b',
    },
  ])('$name', ({ key, nonce, aad, plaintext, ciphertext, tag }) => {
    const decipher = createDecipheriv('aes-256-gcm', bytes(key), bytes(nonce), {
      authTagLength: 16,
    });
    decipher.setAuthTag(bytes(tag));
    decipher.setAAD(bytes(aad));
    const opened = Buffer.concat([decipher.update(bytes(ciphertext)), decipher.final()]);
    expect(hex(opened)).toBe(plaintext);
  });
});

describe('HKDF-SHA256 answers as RFC 5869, appendix A, in its first 32 bytes', () => {
  it('A.1: with salt and info', () => {
    const info = bytes('f0f1f2f3f4f5f6f7f8f9');
    const key = deriveKey(bytes('0b'.repeat(22)), bytes('000102030405060708090a0b0c'), info);
    expect(hex(key)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf');
  });

  it('A.3: with neither', () => {
    const key = deriveKey(bytes('0b'.repeat(22)), '', '');
    expect(hex(key)).toBe('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d');
  });
});

it('HMAC-SHA256 answers as RFC 4231, section 4.3', () => {
  const mac = createHmac('sha256', 'Jefe').update('what do ya want for nothing?');
  expect(mac.digest('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

it('scrypt answers as RFC 7914, section 12', () => {
  const key = scryptSync('pleaseletmein', 'SodiumChloride', 64, { N: 16384, r: 8, p: 1 });
  expect(hex(key)).toBe(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
      'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
  );
});

it('the tree hashes answer as RFC 6962, section 2.1: SHA-256 of nothing, and of one zero byte', () => {
  expect(hex(frontierRoot(emptyFrontier, 0n))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  expect(hex(leafHash(''))).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
});
