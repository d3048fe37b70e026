import {
  createCipheriv,
  createHash,
  diffieHellman,
  createPublicKey,
  hash,
  sign,
} from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { dataKeyFromBytes } from './data-key';
import { partyOf } from './delivery-form';
import { makeDeliveryKey, okpThumbprint } from './delivery-key';
import { openDelivery } from './open-delivery';
import { sealDelivery } from './seal-delivery';
import { deliverySigner, readServerKeys } from './server-key';

const INSTALLATION = '01890000-0000-7000-8000-000000000001';
const NOW = Date.UTC(2026, 0, 1, 12);
const IAT = NOW / 1000;
const request = { path: '/api/v1/apps/x/deliveries', body: Buffer.from('{"jti":"x"}') };
const key = makeDeliveryKey();
const signer = signerOf(1);
const pins = { key, request, serverKeys: readServerKeys(signer.serverKey)!, now: NOW };

const claims = {
  iss: INSTALLATION,
  aud: okpThumbprint('X25519', key.publicKey.x),
  sub: 'dlv_01h2xcejqtf2nbrexx3vqjhp41',
  iat: IAT,
  exp: IAT + 60,
  env: { API_KEY: 'känary-value' },
  files: { TLS_CERT: 'AA==' },
};

function signerOf(first: number) {
  const place = { id: INSTALLATION, ownerId: INSTALLATION, rootId: INSTALLATION } as const;
  const bytes = Uint8Array.from({ length: 32 }, (_, index) => (index * 7 + first) % 256);
  return deliverySigner(dataKeyFromBytes({ ...place, purpose: 'delivery-sign' }, bytes));
}

const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A JWS written by hand, so that it may say what no library would. */
function jws(payload: unknown, header: unknown = {}, by = signer): string {
  const own = { alg: 'EdDSA', typ: 'keystow-bundle+jws', kid: by.kid };
  const head = typeof header === 'string' ? header : { ...own, ...(header as object) };
  const input = `${b64(head)}.${b64(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), by.privateKey).toString('base64url')}`;
}

interface Forged {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Makes the header's text out of its members. */
  readonly write?: (header: object) => string;
  readonly encryptedKey?: string;
}

/** As `jws`: ECDH-ES with A256GCM by RFC 7518, section 4.6, with nothing but node:crypto. */
function jwe(content: string, { header, write = JSON.stringify, encryptedKey = '' }: Forged = {}) {
  const ephemeral = generateKeyPairSync('x25519');
  const { x } = ephemeral.publicKey.export({ format: 'jwk' });
  const apv = Buffer.from(partyOf(request));
  const own = {
    alg: 'ECDH-ES',
    enc: 'A256GCM',
    typ: 'keystow-delivery+jwe',
    apv: apv.toString('base64url'),
    epk: { kty: 'OKP', crv: 'X25519', x },
  };
  const head = b64(write({ ...own, ...header }));
  const contentKey = concatKdf(ephemeral.privateKey, apv);
  const iv = Buffer.alloc(12, 3);
  const cipher = createCipheriv('aes-256-gcm', contentKey, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(head));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((one) => one.toString('base64url'));
  return [head, encryptedKey, ...parts].join('.');
}

function concatKdf(privateKey: KeyObject, apv: Buffer): Buffer {
  const publicKey = createPublicKey({ key: { ...key.publicKey }, format: 'jwk' });
  const u32 = (value: number) => Buffer.from([0, 0, value >> 8, value & 255]);
  const shared = diffieHellman({ privateKey, publicKey });
  const info = [u32(7), Buffer.from('A256GCM'), u32(0), u32(apv.byteLength), apv, u32(256)];
  return createHash('sha256')
    .update(Buffer.concat([u32(1), shared, ...info]))
    .digest();
}

const refusedFor = (reason: string) => expect.objectContaining({ reason });
const opening = (sealed: string, more: Partial<typeof pins> = {}) =>
  openDelivery(sealed, { ...pins, ...more });

it('what the console seals, the run that asked for it opens, byte for byte', async () => {
  const text = Plaintext.fromText(JSON.stringify(claims));
  const sealed = await sealDelivery(text, signer, key.publicKey, request);
  expect(await opening(sealed)).toEqual(claims);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('nary-value');
});

it('an independent reading of RFC 7516, 7518 and 7515 makes what is opened here', async () => {
  expect(await opening(jwe(jws(claims)))).toEqual(claims);
});

describe('the JWE is taken in one form alone', () => {
  it.each<[string, Forged]>([
    ['another algorithm', { header: { alg: 'ECDH-ES+A256KW' } }],
    ['no algorithm', { header: { alg: undefined } }],
    ['direct encryption', { header: { alg: 'dir' } }],
    ['another encryption', { header: { enc: 'A128GCM' } }],
    ['another type', { header: { typ: 'JWE' } }],
    ['no type', { header: { typ: undefined } }],
    ['compression', { header: { zip: 'DEF' } }],
    ['critical members', { header: { crit: ['exp'], exp: 1 } }],
    ['a member that nobody knows', { header: { jku: 'https://elsewhere.example' } }],
    ['a sender party', { header: { apu: 'AA' } }],
    [
      'an ephemeral key of another curve',
      { header: { epk: { kty: 'EC', crv: 'P-256', x: 'AA' } } },
    ],
    ['an ephemeral key with more members', { header: { epk: { ...key.publicKey, d: 'AA' } } }],
    ['an encrypted key', { encryptedKey: 'AAAA' }],
    ['a member twice', { write: (head) => `{"alg":"none",${JSON.stringify(head).slice(1)}` }],
    ['blanks in the header', { write: (head) => JSON.stringify(head, null, 1) }],
    ['a header that is a list', { write: () => '[]' }],
  ])('%s is refused', async (_, forged) => {
    await expect(opening(jwe(jws(claims), forged))).rejects.toEqual(refusedFor('does_not_open'));
  });

  it('compression by the library itself is refused', async () => {
    const sealed = await new CompactEncrypt(Buffer.from(jws(claims)))
      .setProtectedHeader({
        alg: 'ECDH-ES',
        enc: 'A256GCM',
        typ: 'keystow-delivery+jwe',
        zip: 'DEF',
      })
      .setKeyManagementParameters({ apv: partyOf(request) })
      .encrypt({ ...key.publicKey })
      .catch(() => null);
    await expect(opening(sealed ?? 'x')).rejects.toEqual(refusedFor('does_not_open'));
  });

  it('a changed character anywhere is refused', async () => {
    const sealed = jwe(jws(claims));
    for (let at = 0; at < sealed.length; at += 37) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      await expect(opening(changed)).rejects.toMatchObject({ code: 'delivery_refused' });
    }
  });

  it.each(['', '.', '....', 'x'.repeat(3_000_000), 'e30.e30.e30'])(
    'what is no delivery at all is refused (%#)',
    async (sealed) => {
      await expect(opening(sealed)).rejects.toEqual(refusedFor('does_not_open'));
    },
  );
});

describe('a delivery answers one request', () => {
  it.each([
    ['of another body', { ...request, body: Buffer.from('{"jti":"y"}') }],
    ['of another path', { ...request, path: '/api/v1/apps/y/deliveries' }],
    [
      'with the border between path and body moved',
      { path: `${request.path}{`, body: Buffer.from('"jti":"x"}') },
    ],
  ])('an answer to one %s is refused', async (_, other) => {
    await expect(opening(jwe(jws(claims)), { request: other })).rejects.toEqual(
      refusedFor('other_request'),
    );
  });

  it('one that is sealed to another key is refused', async () => {
    const other = { ...makeDeliveryKey(), publicKey: key.publicKey };
    await expect(opening(jwe(jws(claims)), { key: other })).rejects.toEqual(
      refusedFor('does_not_open'),
    );
  });

  it('one that was signed for another run is refused', async () => {
    const forAnother = { ...claims, aud: okpThumbprint('X25519', makeDeliveryKey().publicKey.x) };
    await expect(opening(jwe(jws(forAnother)))).rejects.toEqual(refusedFor('other_run'));
  });
});

describe('the bundle is signed by a pinned key', () => {
  it('another key is refused, and taken where it is pinned beside the first', async () => {
    const other = signerOf(9);
    const sealed = jwe(jws(claims, {}, other));
    await expect(opening(sealed)).rejects.toEqual(refusedFor('other_signer'));
    const serverKeys = readServerKeys(`${signer.serverKey}, ${other.serverKey}`)!;
    expect(await opening(sealed, { serverKeys })).toEqual(claims);
  });

  it('another key under the name of the pinned one is refused', async () => {
    const sealed = jwe(jws(claims, { kid: signer.kid }, signerOf(9)));
    await expect(opening(sealed)).rejects.toEqual(refusedFor('other_signer'));
  });

  it.each([
    ['another algorithm', { alg: 'ES256' }],
    ['none', { alg: 'none' }],
    ['another type', { typ: 'JWT' }],
    ['critical members', { crit: ['b64'], b64: true }],
    ['a key of its own', { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' } }],
    ['a member twice', `{"alg":"EdDSA","alg":"EdDSA","typ":"keystow-bundle+jws","kid":"x"}`],
  ])('%s is refused', async (_, header) => {
    await expect(opening(jwe(jws(claims, header)))).rejects.toEqual(refusedFor('does_not_open'));
  });

  it('changed claims are refused', async () => {
    const [head, , signature] = jws(claims).split('.');
    const changed = `${head}.${b64({ ...claims, env: { API_KEY: 'other' } })}.${signature}`;
    await expect(opening(jwe(changed))).rejects.toEqual(refusedFor('other_signer'));
  });

  it.each(['', 'ed25519:', 'ed25519:AA', `x25519:${'A'.repeat(43)}`, `${signer.serverKey},`])(
    'a text that is no server key is none: %s',
    (text) => expect(readServerKeys(text)).toBeNull(),
  );
});

describe('a bundle ends', () => {
  it.each([
    ['300 s after its end it is still taken', IAT - 360, true],
    ['a second later it is not', IAT - 361, false],
    ['300 s before it was made it is taken', IAT + 300, true],
    ['a second earlier it is not', IAT + 301, false],
  ])('%s', async (_, iat, taken) => {
    const opened = opening(jwe(jws({ ...claims, iat, exp: iat + 60 })));
    if (taken) await expect(opened).resolves.toMatchObject({ iat });
    else await expect(opened).rejects.toEqual(refusedFor('expired'));
  });
});

describe('names are checked again where they are put in', () => {
  it.each(['LD_PRELOAD', 'path', 'NODE_OPTIONS', '__proto__', 'A=B', '1A', '', 'É', 'A\nB'])(
    '%j is refused',
    async (name) => {
      const env = `{${JSON.stringify(name)}:"x"}`;
      const text = JSON.stringify({ ...claims, env: 0 }).replace('"env":0', `"env":${env}`);
      await expect(opening(jwe(jws(text)))).rejects.toEqual(refusedFor('unfit_name'));
    },
  );

  it('a file whose path would be told under a dangerous name is refused', async () => {
    const sealed = jwe(jws({ ...claims, files: { SSL_CERT: 'AA==' } }));
    await expect(opening(sealed)).rejects.toEqual(refusedFor('unfit_name'));
  });

  it.each([
    ['NUL in a value', { env: { A: 'a\0b' } }],
    ['a value that is no text', { env: { A: 1 } }],
    ['no environment', { env: undefined }],
    ['files as a list', { files: [] }],
    ['an issuer that is no installation', { iss: 'https://elsewhere.example' }],
    ['a time that is no number', { exp: 'never' }],
    ['another subject', { sub: 'tok_01h2xcejqtf2nbrexx3vqjhp41' }],
  ])('%s is refused', async (_, more) => {
    const sealed = jwe(jws({ ...claims, ...more }));
    await expect(opening(sealed)).rejects.toEqual(refusedFor('does_not_open'));
  });
});

it('a refusal quotes nothing of what was handed over', async () => {
  const refused = await opening(jwe(jws({ ...claims, env: { LD_PRELOAD: 'canary' } }))).catch(
    (error: unknown) => error,
  );
  expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toMatch(/canary|LD_/);
});

it('the receiver is SHA-256 over the path with its length, and the body', () => {
  const told = Buffer.concat([
    Buffer.from('keystow/delivery/v1'),
    Buffer.from([0, 0, 0, request.path.length]),
    Buffer.from(request.path),
    request.body,
  ]);
  expect(Buffer.from(partyOf(request)).toString('hex')).toBe(hash('sha256', told, 'hex'));
});
