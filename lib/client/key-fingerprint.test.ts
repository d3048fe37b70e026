import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { deriveMasterKey, readMasterKey } from '@/lib/crypto/master-key';
import { deriveKey } from '@/lib/crypto/hkdf';
import { fingerprintOfKey, kidOfJwtSecret } from './key-fingerprint';

const INSTALLATION = '0198c0de-0000-7000-8000-000000000001';

it('computes the fingerprint that the server computes, of any 32 bytes in hex', async () => {
  for (let round = 0; round < 20; round += 1) {
    const key = randomBytes(32).toString('hex');
    const master = await deriveMasterKey(readMasterKey(key), INSTALLATION);
    expect(await fingerprintOfKey(key)).toBe(master.fingerprint);
    expect(await fingerprintOfKey(key.toUpperCase())).toBe(master.fingerprint);
  }
});

it('names no fingerprint of a passphrase, which the server stretches first', async () => {
  expect(await fingerprintOfKey('a passphrase of more than thirty-two characters')).toBeNull();
  expect(await fingerprintOfKey('ab'.repeat(31))).toBeNull();
  expect(await fingerprintOfKey('')).toBeNull();
});

it('names a JWT secret as the console does', async () => {
  const text = 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e';
  const kid = Buffer.from(deriveKey(Buffer.from(text), '', 'keystow/jwt-kid/v1')).subarray(0, 8);
  expect(await kidOfJwtSecret(text)).toBe(kid.toString('hex'));
});
