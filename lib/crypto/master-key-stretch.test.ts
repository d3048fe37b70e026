import type * as NodeCrypto from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { newUuid } from '@/lib/domain/ids';

type Scrypt = typeof NodeCrypto.scrypt;
type Done = (error: Error | null, key: Buffer) => void;

const runs = vi.hoisted(() => ({
  now: 0,
  most: 0,
  total: 0,
  fail: false,
  options: [] as unknown[],
}));

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof NodeCrypto>();
  /** Counts derivations and has each take one turn of the event loop instead of 128 MiB. */
  const scrypt = (...[, , length, options, done]: [unknown, unknown, number, unknown, Done]) => {
    runs.options.push(options);
    runs.total += 1;
    runs.now += 1;
    runs.most = Math.max(runs.most, runs.now);
    setImmediate(() => {
      runs.now -= 1;
      done(runs.fail ? new Error('no memory') : null, Buffer.alloc(length, runs.total));
    });
  };
  return { ...real, scrypt: scrypt as unknown as Scrypt };
});

const { readMasterKey } = await import('./master-key');
const passphrase = 'k9#Vq2!mZr7@Lw4$Xt8%Pb3^Nh6&Jd5*';

it('passphrases are stretched with N = 2^17, r = 8, p = 1, within 160 MiB, one at a time', async () => {
  const inputs = Array.from({ length: 5 }, () => readMasterKey(passphrase));
  await Promise.all(inputs.map((input) => input.keyMaterial(newUuid())));
  expect(runs.total).toBe(5);
  expect(runs.most).toBe(1);
  expect(runs.options[0]).toEqual({ N: 131_072, r: 8, p: 1, maxmem: 167_772_160 });
});

it('one input is stretched once per installation', async () => {
  const input = readMasterKey(passphrase);
  const [here, there] = [newUuid(), newUuid()];
  const before = runs.total;
  const [first, second] = await Promise.all([input.keyMaterial(here), input.keyMaterial(here)]);
  expect(first).toBe(second);
  await input.keyMaterial(there);
  expect(runs.total - before).toBe(2);
});

it('a derivation that failed is tried anew, and does not hold up the next', async () => {
  const input = readMasterKey(passphrase);
  const installationId = newUuid();
  runs.fail = true;
  await expect(input.keyMaterial(installationId)).rejects.toThrow('no memory');
  runs.fail = false;
  expect((await input.keyMaterial(installationId)).byteLength).toBe(32);
});
