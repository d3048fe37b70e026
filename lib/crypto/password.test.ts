import { parseOptions } from '@node-rs/argon2';
import { expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { hashPassword, nobodysHash, verifyPassword } from './password';

const password = Plaintext.fromText('a password of some length é🔑');
const encoded = await hashPassword(password);

it('a password verifies against its own hash, byte for byte, and no other does', async () => {
  expect(await verifyPassword(encoded, password)).toBe(true);
  for (const other of [
    '',
    'A password of some length é🔑',
    'a password of some length e\u0301🔑',
  ]) {
    expect(await verifyPassword(encoded, Plaintext.fromText(other))).toBe(false);
  }
});

it('the hash is argon2id with 64 MiB, 3 passes and 4 lanes, and salted anew each time', async () => {
  expect(encoded).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
  expect(await hashPassword(password)).not.toBe(encoded);
});

it('an account that does not exist costs the same work and never lets anybody in', async () => {
  expect(parseOptions(nobodysHash)).toEqual(parseOptions(encoded));
  expect(await verifyPassword(null, password)).toBe(false);
  expect(await verifyPassword(null, Plaintext.fromText(''))).toBe(false);
});
