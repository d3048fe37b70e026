import { createCipheriv, createHash, createHmac, scryptSync, type BinaryLike } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkAad, configurationAad, dataKeyAad, rootKeyAad, valueAad, type Aad } from './aad';
import { auditHeadMac } from './audit-head';
import { newLinkSecret, hashLinkSecret, readBearerToken } from './bearer-token';
import { dataKeyFromBytes } from './data-key';
import { fromText, keyIdOf, open, toText } from './envelope';
import { sealWithNonce } from './envelope-core';
import type { Purpose } from './envelope-layout';
import { displayTag, matchTag } from './fingerprint';
import answers from './known-answers.json';
import { deriveMasterKey, developmentMasterKey, readMasterKey } from './master-key';

// Every answer is worked out a second time here from node:crypto alone, step by step as the
// specification says, so that neither the file nor the program can drift without the other.

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

function u32be(value: number): Buffer {
  return Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}

function withLength(part: string | Buffer): Buffer {
  const encoded = Buffer.from(part);
  return Buffer.concat([u32be(encoded.length), encoded]);
}

function hmac(key: BinaryLike, ...parts: readonly BinaryLike[]): Buffer {
  const mac = createHmac('sha256', key);
  parts.forEach((part) => mac.update(part));
  return mac.digest();
}

/** RFC 5869 by hand: 32 bytes are one block of the expansion. */
function hkdf32(ikm: Buffer, salt: string, info: string): Buffer {
  const prk = hmac(salt === '' ? Buffer.alloc(32) : salt, ikm);
  return hmac(prk, info, Buffer.from([1]));
}

type EnvelopeAnswer = (typeof answers.envelopes)[number];

function sealByHand(answer: EnvelopeAnswer): { associatedData: Buffer; envelope: Buffer } {
  const header = Buffer.concat([Buffer.from([1, 1, answer.purpose]), bytes(answer.keyId)]);
  const associatedData = Buffer.concat([
    Buffer.from('keystow/v1', 'ascii'),
    header,
    u32be(answer.tuple.length),
    ...answer.tuple.map((part) => withLength(part)),
  ]);
  const cipher = createCipheriv('aes-256-gcm', bytes(answer.key), bytes(answer.nonce));
  cipher.setAAD(associatedData);
  const body = Buffer.concat([
    cipher.update(Buffer.alloc(32)),
    cipher.update(bytes(answer.plaintext)),
    cipher.final(),
  ]);
  const envelope = Buffer.concat([header, bytes(answer.nonce), body, cipher.getAuthTag()]);
  return { associatedData, envelope };
}

function aadOf({ purpose, tuple }: EnvelopeAnswer): Aad {
  const [installationId = '', , a = '', b = '', c = '', d = '', e = '', f = ''] = tuple;
  if (purpose === 1) {
    const place = { installationId, organizationId: a, scopeId: b, secretId: c };
    return valueAad({ ...place, version: Number(d), name: e, format: f as 'utf8' });
  }
  if (purpose === 2) {
    return dataKeyAad({ installationId, ownerId: a, keyId: b, ringPurpose: c, rootId: d });
  }
  if (purpose === 3) return rootKeyAad({ installationId, rootId: a, masterFingerprint: b });
  if (purpose === 4) return checkAad({ installationId, rootId: a });
  return configurationAad({ installationId, table: a, row: b, column: c });
}

describe.each(answers.envelopes)('the known envelope of $name', (answer) => {
  const key = { id: answer.keyId, bytes: bytes(answer.key) };
  const purpose = answer.purpose as Purpose;

  it('is what the specification says, worked out by hand', () => {
    const { associatedData, envelope } = sealByHand(answer);
    expect(hex(associatedData)).toBe(answer.associatedData);
    expect(hex(envelope)).toBe(answer.envelope);
    expect(`ks1.${envelope.toString('base64url')}`).toBe(answer.text);
  });

  it('is what sealing under its nonce gives, in bytes and in text', () => {
    const plaintext = Plaintext.fromBytes(bytes(answer.plaintext));
    const sealed = sealWithNonce(key, purpose, aadOf(answer), plaintext, (target) =>
      target.set(bytes(answer.nonce)),
    );
    expect(hex(sealed)).toBe(answer.envelope);
    expect(toText(sealed)).toBe(answer.text);
  });

  it('opens to its plaintext and names its key', () => {
    const envelope = fromText(answer.text);
    expect(hex(envelope)).toBe(answer.envelope);
    expect(keyIdOf(envelope)).toBe(answer.keyId);
    expect(open(key, purpose, aadOf(answer), envelope).use(hex)).toBe(answer.plaintext);
  });
});

describe.each(answers.masterKeys)('the known master key from $name', (answer) => {
  const material =
    answer.mode === 'passphrase'
      ? scryptSync(answer.input, answers.installationId, 32, {
          N: 131_072,
          r: 8,
          p: 1,
          maxmem: 160 * 1024 * 1024,
        })
      : answer.mode === 'hex'
        ? Buffer.from(answer.input, 'hex')
        : createHash('sha256').update(answer.input).digest();

  it('is what the specification says, worked out by hand', () => {
    const name = hkdf32(material, '', 'keystow/fingerprint/v1');
    expect(hex(material)).toBe(answer.keyMaterial);
    expect(`mk_${hex(name.subarray(0, 8))}`).toBe(answer.fingerprint);
    expect(hex(name.subarray(0, 16))).toBe(answer.keyId);
    expect(hex(hkdf32(material, answers.installationId, 'keystow/master/v1'))).toBe(answer.kek);
  });

  it('is what the program derives', async () => {
    const input =
      answer.mode === 'development' ? developmentMasterKey() : readMasterKey(answer.input);
    const master = await deriveMasterKey(input, answers.installationId);
    expect(input.mode).toBe(answer.mode);
    expect(master.fingerprint).toBe(answer.fingerprint);
    expect(master.keyId).toBe(answer.keyId);
    expect(hex(master.kek)).toBe(answer.kek);
  });
});

function ringKey(purpose: 'match' | 'display' | 'audit-mac', key: string) {
  const id = answers.installationId;
  return dataKeyFromBytes({ id, ownerId: id, purpose, rootId: id }, bytes(key));
}

describe('the known tags', () => {
  const { secretId, version, value, match, display } = answers.tags;
  const plaintext = Plaintext.fromBytes(bytes(value));

  it('match: HMAC of the value alone', () => {
    expect(hex(hmac(bytes(match.key), bytes(value)))).toBe(match.tag);
    expect(hex(matchTag(ringKey('match', match.key), plaintext))).toBe(match.tag);
  });

  it('display: eight bytes of the HMAC of secret, version and value, each with its length', () => {
    const parts = [withLength(secretId), withLength(String(version))];
    const tag = hmac(bytes(display.key), ...parts, withLength(Buffer.from(value, 'hex')));
    expect(hex(tag.subarray(0, 8))).toBe(display.tag);
    const key = ringKey('display', display.key);
    expect(hex(displayTag(key, secretId, version, plaintext))).toBe(display.tag);
  });

  it('audit head: HMAC of label, chain, size and frontier, each after the label with its length', () => {
    const { key, chainId, size, frontier, mac } = answers.auditHead;
    const parts = [withLength(chainId), withLength(size), withLength(Buffer.from(frontier, 'hex'))];
    expect(hex(hmac(bytes(key), 'keystow/audit-head/v1', ...parts))).toBe(mac);
    const ours = auditHeadMac(ringKey('audit-mac', key), chainId, BigInt(size), bytes(frontier));
    expect(hex(ours)).toBe(mac);
  });
});

describe.each(answers.tokens)('the known token $prefix', ({ prefix, body, text, hash }) => {
  it('ends in the checksum of prefix and body, and is stored as the hash of its text', () => {
    const checksum = createHash('sha256')
      .update(prefix + body)
      .digest('base64url')
      .slice(0, 6);
    expect(prefix + body + checksum).toBe(text);
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    const read = readBearerToken(text);
    expect(read?.prefix).toBe(prefix);
    expect(hex(read!.hash)).toBe(hash);
  });
});

it('a link secret is stored as the hash of its text', () => {
  const { text, hash } = newLinkSecret();
  expect(hex(hash)).toBe(createHash('sha256').update(text).digest('hex'));
  expect(hashLinkSecret(text)).toEqual(hash);
});
