// How near `seal` and `open` come to AES-256-GCM in node:crypto itself, measured in one and the same run.
//
//   node --conditions=react-server --import tsx bench/seal.ts
//
// Raw is the least that any caller could do: nonces drawn before, AAD encoded before, tag read.
// Short rounds of raw and of ours alternate, so that a slow moment of the machine meets both. The
// ratio is raw time over our time in the median pair of rounds; 1.00 would be no cost at all. The
// last ratio of a line has our AAD built anew for every seal, as a service does.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { valueAad } from '@/lib/crypto/aad';
import { newDataKey } from '@/lib/crypto/data-key';
import { openValue, sealValue } from '@/lib/crypto/value';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';

const SIZES = [64, 1024, 16 * 1024];
const PAIRS = 301;
const ROUND_MILLISECONDS = 3;
const WARM_UP_CALLS = 5000;
const NONCES = 4096;
const TAG = { authTagLength: 16 } as const;
const place = {
  installationId: newUuid(),
  organizationId: newUuid(),
  scopeId: newUuid(),
  secretId: newUuid(),
  version: 12,
  name: 'STRIPE_WEBHOOK_SIGNING_SECRET',
  format: 'utf8',
} as const;
const aad = valueAad(place);
const rawAad = randomBytes(aad.encoded.byteLength);
const key = newDataKey({ id: newUuid(), ownerId: newUuid(), purpose: 'value', rootId: newUuid() });
const nonces = Array.from({ length: NONCES }, () => randomBytes(12));
let drawn = 0;

interface Contest {
  readonly raw: () => unknown;
  readonly ours: () => unknown;
}

function sealing(value: Uint8Array): Contest {
  const plaintext = Plaintext.fromBytes(value);
  return {
    raw: () => rawSeal(value),
    ours: () => sealValue(key, aad, plaintext),
  };
}

function sealingWithNewAad(value: Uint8Array): Contest {
  const plaintext = Plaintext.fromBytes(value);
  return {
    raw: () => rawSeal(value),
    ours: () => sealValue(key, valueAad(place), plaintext),
  };
}

function opening(value: Uint8Array): Contest {
  const { nonce, ciphertext, tag } = rawSeal(value);
  const sealed = sealValue(key, aad, Plaintext.fromBytes(value));
  return {
    raw: () => {
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, TAG);
      decipher.setAuthTag(tag);
      decipher.setAAD(rawAad);
      const opened = decipher.update(ciphertext);
      decipher.final();
      return opened;
    },
    ours: () => openValue(key, aad, sealed),
  };
}

function rawSeal(value: Uint8Array) {
  drawn = (drawn + 1) % NONCES;
  const nonce = nonces[drawn]!;
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, TAG);
  cipher.setAAD(rawAad);
  const ciphertext = cipher.update(value);
  cipher.final();
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

interface Result {
  readonly ratio: number;
  readonly rawMicroseconds: number;
  readonly ourMicroseconds: number;
}

function measure({ raw, ours }: Contest): Result {
  timePerCall(ours, WARM_UP_CALLS);
  const calls = Math.max(20, Math.round(ROUND_MILLISECONDS / timePerCall(raw, WARM_UP_CALLS)));
  const pairs = Array.from({ length: PAIRS }, () => {
    const rawTime = timePerCall(raw, calls);
    return { rawTime, ourTime: timePerCall(ours, calls) };
  });
  return {
    ratio: median(pairs.map(({ rawTime, ourTime }) => rawTime / ourTime)),
    rawMicroseconds: median(pairs.map(({ rawTime }) => rawTime)) * 1000,
    ourMicroseconds: median(pairs.map(({ ourTime }) => ourTime)) * 1000,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Milliseconds. */
function timePerCall(work: () => unknown, calls: number): number {
  const start = performance.now();
  for (let i = 0; i < calls; i += 1) work();
  return (performance.now() - start) / calls;
}

function report({ ratio, rawMicroseconds, ourMicroseconds }: Result): string {
  const times = `${rawMicroseconds.toFixed(2)} us raw, ${ourMicroseconds.toFixed(2)} us ours`;
  return `${ratio.toFixed(2)} (${times})`;
}

for (const size of SIZES) {
  const value = randomBytes(size);
  const seal = report(measure(sealing(value)));
  const open = report(measure(opening(value)));
  const withAad = measure(sealingWithNewAad(value)).ratio.toFixed(2);
  console.log(
    `${String(size).padStart(5)} B  seal ${seal}  open ${open}  seal with AAD ${withAad}`,
  );
}
