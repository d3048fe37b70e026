import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign, compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { dataKeyFromBytes } from './data-key';
import { isDeliveryKey, makeDeliveryKey, okpThumbprint } from './delivery-key';
import {
  ed25519KeyText,
  ed25519PrivateKey,
  rawEd25519Key,
  readEd25519KeyText,
} from './ed25519-key';
import { decodeBase64Url } from './strict-decode';
import { deliverySigner } from './server-key';

/** RFC 8037, appendix A.1 and A.2. */
const ED25519 = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
} as const;
/** Its thumbprint, A.3. */
const THUMBPRINT = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
/** A.4. */
const SIGNED =
  'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.' +
  'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';

describe('answers as RFC 8037, appendix A', () => {
  const key = ed25519PrivateKey(decodeBase64Url(ED25519.d)!);

  it('A.2: the public key of a private key', () => {
    expect(rawEd25519Key(key).toString('base64url')).toBe(ED25519.x);
  });

  it('A.3: the thumbprint of an Ed25519 key', () => {
    expect(okpThumbprint('Ed25519', ED25519.x)).toBe(THUMBPRINT);
  });

  it('A.4: a signature', async () => {
    const payload = Buffer.from('Example of Ed25519 signing');
    const signed = await new CompactSign(payload).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
    expect(signed).toBe(SIGNED);
  });

  it('A.5: its verification', async () => {
    const { kty, crv, x } = ED25519;
    const publicKey = await importJWK({ kty, crv, x }, 'EdDSA');
    const { payload } = await compactVerify(SIGNED, publicKey, { algorithms: ['EdDSA'] });
    expect(Buffer.from(payload).toString()).toBe('Example of Ed25519 signing');
  });

  it('A.6: what X25519 agrees on', () => {
    const x = '3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08';
    const seed = '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a';
    const der = Buffer.from(`302e020100300506032b656e04220420${seed}`, 'hex');
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    expect(createPublicKey(privateKey).export({ format: 'jwk' }).x).toBe(
      'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo',
    );
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
    expect(diffieHellman({ privateKey, publicKey }).toString('hex')).toBe(
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    );
  });
});

it('thumbprints are those of another implementation (RFC 7638)', async () => {
  const { publicKey } = makeDeliveryKey();
  expect(okpThumbprint('X25519', publicKey.x)).toBe(await calculateJwkThumbprint({ ...publicKey }));
});

describe('a delivery key has one spelling and shares a secret', () => {
  const littleEndian = (value: bigint) =>
    Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url');
  const prime = 2n ** 255n - 19n;

  it('keys that are made for runs are taken, and never twice the same', () => {
    const keys = Array.from({ length: 50 }, () => makeDeliveryKey().publicKey.x);
    expect(keys.every(isDeliveryKey)).toBe(true);
    expect(new Set(keys).size).toBe(50);
  });

  it.each([
    ['zero', 0n],
    ['one', 1n],
    [
      'a point of order 8',
      325606250916557431795983626356110631294008115727848805560023387167927233504n,
    ],
    ['another one', 39382357235489614581723060781553021112529911719440698176882885853963445705823n],
    ['minus one', prime - 1n],
  ])('%s, which agrees on nothing with anybody, is refused', (_, value) => {
    const x = littleEndian(value);
    expect(isDeliveryKey(x)).toBe(false);
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
    const { privateKey } = makeDeliveryKey();
    expect(() => diffieHellman({ privateKey, publicKey })).toThrow();
  });

  it.each([
    ['the prime itself', littleEndian(prime)],
    ['nine, written above the prime', littleEndian(prime + 9n)],
    ['nine, with the top bit set', littleEndian(2n ** 255n + 9n)],
    ['stray low bits', `${'A'.repeat(42)}B`],
    ['31 bytes', 'A'.repeat(42)],
    ['padding', `${'B'.repeat(43)}=`],
  ])('%s is refused', (_, x) => expect(isDeliveryKey(x)).toBe(false));
});

describe('the installation signs', () => {
  const place = { id: 'x', ownerId: 'x', rootId: 'x' };

  it('as one key, whose text reads back', () => {
    const key = dataKeyFromBytes(
      { ...place, purpose: 'delivery-sign' },
      new Uint8Array(32).fill(5),
    );
    const signer = deliverySigner(key);
    expect(deliverySigner(key)).toBe(signer);
    expect(signer.serverKey).toMatch(/^ed25519:[A-Za-z0-9_-]{43}$/);
    const raw = readEd25519KeyText(signer.serverKey)!;
    expect(ed25519KeyText(raw)).toBe(signer.serverKey);
    expect(JSON.stringify(signer)).not.toContain(Buffer.alloc(32, 5).toString('base64url'));
  });

  it('with no key of another ring', () => {
    const key = dataKeyFromBytes({ ...place, purpose: 'audit-sign' }, new Uint8Array(32));
    expect(() => deliverySigner(key)).toThrow(TypeError);
  });
});
