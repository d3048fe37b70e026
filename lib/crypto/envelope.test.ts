import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { configurationAad, type Aad } from './aad';
import { PURPOSE, type EnvelopeKey, fromText, keyIdOfUuid, open, seal, toText } from './envelope';
import { OpenError } from './open-error';

const installationId = newUuid();
const aad = configurationAad({ installationId, table: 'integration', row: '1', column: 'secret' });
const text = (value: Plaintext) => value.use((bytes) => Buffer.from(bytes).toString());

function newKey(): EnvelopeKey {
  return { id: keyIdOfUuid(newUuid()), bytes: randomBytes(32) };
}

/** The one way to fail: the same type, code and message, no cause, nothing of the input. */
function expectOpenError(work: () => unknown): void {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(OpenError);
  expect((thrown as OpenError).code).toBe('does_not_open');
  expect((thrown as OpenError).message).toBe('The envelope does not open.');
  expect((thrown as OpenError).cause).toBeUndefined();
}

describe('an envelope that was changed does not open, always with the same error', () => {
  const key = newKey();
  const sealed = seal(key, PURPOSE.value, aad, Plaintext.fromText('a value of 27 bytes, sealed'));
  const opens = (envelope: Uint8Array) => open(key, PURPOSE.value, aad, envelope);

  it('opens as it was made', () => {
    expect(text(opens(sealed))).toBe('a value of 27 bytes, sealed');
  });

  it('any bit flipped', () => {
    for (let bit = 0; bit < sealed.byteLength * 8; bit += 1) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expectOpenError(() => opens(changed));
    }
  });

  it('truncated to any length, from either end', () => {
    for (let length = 0; length < sealed.byteLength; length += 1) {
      expectOpenError(() => opens(sealed.subarray(0, length)));
      expectOpenError(() => opens(sealed.subarray(sealed.byteLength - length)));
    }
  });

  it('extended by any byte, at either end and before the tag', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const body = sealed.subarray(0, -16);
      const tag = sealed.subarray(-16);
      expectOpenError(() => opens(Buffer.concat([sealed, Buffer.of(byte)])));
      expectOpenError(() => opens(Buffer.concat([Buffer.of(byte), sealed])));
      expectOpenError(() => opens(Buffer.concat([body, Buffer.of(byte), tag])));
    }
  });

  it('far longer than any envelope', () => {
    expectOpenError(() => opens(Buffer.concat([sealed, Buffer.alloc(1 << 20)])));
  });
});

describe('an envelope opens only under its own key, purpose and place', () => {
  const key = newKey();
  const plaintext = Plaintext.fromBytes(randomBytes(32));

  it('not with another key, even under the same key id', () => {
    const sealed = seal(key, PURPOSE.value, aad, plaintext);
    expectOpenError(() => open(newKey(), PURPOSE.value, aad, sealed));
    expectOpenError(() => open({ ...newKey(), id: key.id }, PURPOSE.value, aad, sealed));
  });

  it('not with the same key under another key id', () => {
    const sealed = seal(key, PURPOSE.value, aad, plaintext);
    expectOpenError(() => open({ ...key, id: newKey().id }, PURPOSE.value, aad, sealed));
  });

  it('not for another purpose', () => {
    const purposes = [PURPOSE.value, PURPOSE.dataKey, PURPOSE.rootKey, PURPOSE.configuration];
    for (const made of purposes) {
      const sealed = seal(key, made, aad, plaintext);
      for (const asked of purposes) {
        if (made === asked) open(key, asked, aad, sealed);
        else expectOpenError(() => open(key, asked, aad, sealed));
      }
    }
  });
});

describe('what a holder of the key forges by hand does not open', () => {
  /** What a holder of the key could make without `seal`: valid for GCM, anything in the zero block. */
  function forge(key: EnvelopeKey, block: Uint8Array, version = 1, suite = 1): Uint8Array {
    const header = Buffer.concat([
      Buffer.from([version, suite, PURPOSE.value]),
      Buffer.from(key.id, 'hex'),
    ]);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
    const associated = Uint8Array.from(aad.encoded);
    associated.set(header, 'keystow/v1'.length);
    cipher.setAAD(associated);
    const body = Buffer.concat([cipher.update(block), cipher.update('value'), cipher.final()]);
    return Buffer.concat([header, nonce, body, cipher.getAuthTag()]);
  }

  it('another version or suite does not open, even where GCM verifies', () => {
    const key = newKey();
    for (const [version, suite] of [
      [0, 1],
      [2, 1],
      [1, 0],
      [1, 2],
    ]) {
      const forged = forge(key, Buffer.alloc(32), version, suite);
      expectOpenError(() => open(key, PURPOSE.value, aad, forged));
    }
  });

  it('a ciphertext that GCM verifies without 32 zero bytes in front does not open', () => {
    const key = newKey();
    const zeros = Buffer.alloc(32);
    expect(text(open(key, PURPOSE.value, aad, forge(key, zeros)))).toBe('value');
    for (let bit = 0; bit < 256; bit += 1) {
      const block = Buffer.alloc(32);
      block[bit >> 3] = 1 << (bit & 7);
      expectOpenError(() => open(key, PURPOSE.value, aad, forge(key, block)));
    }
  });
});

describe('what may be sealed', () => {
  const key = newKey();
  const ofBytes = (length: number) => Plaintext.fromBytes(new Uint8Array(length));

  it('64 KiB and no byte more', () => {
    const sealed = seal(key, PURPOSE.value, aad, ofBytes(65_536));
    expect(open(key, PURPOSE.value, aad, sealed).byteLength).toBe(65_536);
    expect(() => seal(key, PURPOSE.value, aad, ofBytes(65_537))).toThrow(RangeError);
  });

  it('keys of 32 bytes only, and an empty check', () => {
    for (const purpose of [PURPOSE.dataKey, PURPOSE.rootKey]) {
      expect(() => seal(key, purpose, aad, ofBytes(31))).toThrow(RangeError);
      expect(() => seal(key, purpose, aad, ofBytes(33))).toThrow(RangeError);
    }
    expect(() => seal(key, PURPOSE.check, aad, ofBytes(1))).toThrow(RangeError);
  });

  it('only under a key of 32 bytes with an id of 16', () => {
    const short = { ...key, bytes: key.bytes.subarray(1) };
    expect(() => seal(short, PURPOSE.value, aad, ofBytes(1))).toThrow();
    expect(() => seal({ ...key, id: 'ab' }, PURPOSE.value, aad, ofBytes(1))).toThrow(TypeError);
  });
});

describe('sealing', () => {
  const key = newKey();

  it('leaves no two envelopes with one nonce, and none changes after it was handed out', () => {
    const plaintext = Plaintext.fromText('same');
    const sealed = Array.from({ length: 2000 }, () => seal(key, PURPOSE.value, aad, plaintext));
    const nonces = sealed.map((envelope) => Buffer.from(envelope.subarray(19, 31)).toString('hex'));
    expect(new Set(nonces).size).toBe(sealed.length);
    for (const envelope of sealed)
      expect(text(open(key, PURPOSE.value, aad, envelope))).toBe('same');
  });

  it('gives back plain bytes that later calls leave alone', () => {
    const first = open(
      key,
      PURPOSE.value,
      aad,
      seal(key, PURPOSE.value, aad, Plaintext.fromText('1')),
    );
    open(key, PURPOSE.value, aad, seal(key, PURPOSE.value, aad, Plaintext.fromText('2')));
    expect(text(first)).toBe('1');
    first.use((bytes) => expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype));
  });

  it('round-trips any bytes in any place', () => {
    const places = fc.record({
      table: fc.string(),
      row: fc.string({ unit: 'binary' }),
      column: fc.string(),
    });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 4096 }), places, (bytes, place) => {
        const here = configurationAad({ installationId, ...place });
        const sealed = seal(key, PURPOSE.configuration, here, Plaintext.fromBytes(bytes.slice()));
        const opened = open(key, PURPOSE.configuration, here, fromText(toText(sealed)));
        expect(opened.use((value) => Buffer.compare(value, bytes))).toBe(0);
      }),
    );
  });

  it('never gives an envelope that two keys or two places open', () => {
    const strings = fc.tuple(fc.string(), fc.string(), fc.string());
    const place = ([table, row, column]: readonly string[]): Aad =>
      configurationAad({ installationId, table: table!, row: row!, column: column! });
    fc.assert(
      fc.property(strings, strings, fc.uint8Array({ maxLength: 64 }), (here, there, bytes) => {
        const sealed = seal(key, PURPOSE.value, place(here), Plaintext.fromBytes(bytes));
        const other = { id: key.id, bytes: randomBytes(32) };
        expectOpenError(() => open(other, PURPOSE.value, place(here), sealed));
        fc.pre(here.some((part, i) => part !== there[i]));
        expectOpenError(() => open(key, PURPOSE.value, place(there), sealed));
      }),
    );
  });
});
