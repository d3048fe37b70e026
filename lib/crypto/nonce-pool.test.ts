import { expect, it } from 'vitest';
import { NONCE_BYTES, copyNonceInto } from './nonce-pool';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('a nonce that was handed out stays as it is through every refill, and none comes twice', () => {
  const held = Array.from({ length: 5000 }, () => {
    const nonce = new Uint8Array(NONCE_BYTES);
    copyNonceInto(nonce);
    return { nonce, drawn: hex(nonce) };
  });
  expect(new Set(held.map(({ drawn }) => drawn)).size).toBe(held.length);
  for (const { nonce, drawn } of held) expect(hex(nonce)).toBe(drawn);
});

it('no part of a nonce comes again in another', () => {
  const parts = Array.from({ length: 3000 }, () => {
    const nonce = new Uint8Array(NONCE_BYTES);
    copyNonceInto(nonce);
    return [0, 1, 2, 3, 4, 5, 6].map((at) => hex(nonce.subarray(at, at + 6)));
  }).flat();
  expect(new Set(parts).size).toBe(parts.length);
});

it('every byte of a nonce is random', () => {
  const nonce = new Uint8Array(NONCE_BYTES);
  const seen = Array.from({ length: NONCE_BYTES }, () => new Set<number>());
  for (let i = 0; i < 5000; i += 1) {
    copyNonceInto(nonce);
    nonce.forEach((byte, at) => seen[at]!.add(byte));
  }
  for (const values of seen) expect(values.size).toBe(256);
});
