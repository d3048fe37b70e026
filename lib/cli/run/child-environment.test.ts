import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { childEnvironment } from './child-environment';
import { startChild } from './child-process';
import type { Delivered, Surroundings } from './child-environment';

const AROUND: Surroundings = {
  inherited: { PATH: '/usr/bin', HOME: '/home/ada', KEYSTOW_TOKEN: 'kst_x', MODE: 'old' },
  withheld: ['KEYSTOW_TOKEN'],
  added: {},
  memoryPlaces: ['/dev/shm'],
};

const made = (delivered: Partial<Delivered>, around: Partial<Surroundings> = {}) =>
  childEnvironment({ env: {}, files: {}, ...delivered }, { ...AROUND, ...around });

it('a child gets what we have, what was delivered over it, and not the token of the runner', async () => {
  const { env } = await made({ env: { STRIPE_KEY: 'sk', MODE: 'new' } });
  expect(env).toEqual({ PATH: '/usr/bin', HOME: '/home/ada', MODE: 'new', STRIPE_KEY: 'sk' });
});

it.each([
  'PATH',
  'LD_PRELOAD',
  'NODE_OPTIONS',
  'KEYSTOW_URL',
  'keystow_token',
  'Path',
  '__proto__',
  'A=B',
  'A\nB',
  '',
])(
  'a delivered %j is refused again by the runner, whatever the console has stored',
  async (name) => {
    const env = JSON.parse(`{${JSON.stringify(name)}:"value"}`) as Record<string, string>;
    await expect(made({ env })).rejects.toThrow('may not be put into an environment');
    await expect(made({ env })).rejects.not.toThrow('value');
    await expect(made({ files: env })).rejects.toThrow('may not be put into an environment');
  },
);

it('a file whose path would be told under a dangerous name is refused', async () => {
  const files = { SSL_CERT: Buffer.from('x').toString('base64') };
  await expect(made({ files })).rejects.toThrow('SSL_CERT_FILE');
});

it('files lie in memory, readable by this user alone, and are gone afterwards', async () => {
  const bytes = Buffer.from([0, 255, 10, 128]);
  const { env, dispose } = await made({ files: { TLS_KEY: bytes.toString('base64') } });
  const file = env['TLS_KEY_FILE']!;
  expect(file.startsWith('/dev/shm/keystow-')).toBe(true);
  expect(readFileSync(file)).toEqual(bytes);
  const modes = [file, path.dirname(file)].map((one) => statSync(one).mode & 0o777);
  expect(modes).toEqual([0o600, 0o700]);
  expect(env['TLS_KEY']).toBeUndefined();
  await dispose();
  expect(existsSync(path.dirname(file))).toBe(false);
});

it('nothing is written to a disk where no folder lies in memory', async () => {
  const onDisk = mkdtempSync(path.join(tmpdir(), 'keystow-disk-'));
  const files = { TLS_KEY: Buffer.from('x').toString('base64') };
  await expect(made({ files }, { memoryPlaces: [onDisk, '/nowhere'] })).rejects.toThrow(
    'in memory',
  );
  expect(readdirSync(onDisk)).toEqual([]);
  rmSync(onDisk, { recursive: true });
  // Without files no folder is needed.
  expect((await made({}, { memoryPlaces: [] })).env['MODE']).toBe('old');
});

it('a variable that Linux starts nothing with is refused by its name, and one byte less is not', async () => {
  const long = (bytes: number) => ({ env: { LONG: 'x'.repeat(bytes - 'LONG='.length - 1) } });
  await expect(made(long(131_072))).rejects.toThrow('LONG is too long');
  const { env } = await made(long(131_071));
  const child = await startChild({ command: 'true', args: [], env, ownGroup: true });
  expect(await child.ended).toMatchObject({ exitCode: 0 });
});
