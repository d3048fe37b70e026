import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { readEnv } from '@/lib/env';
import type { Backend } from '../backend';
import { openBackend } from '../registry';

const NEVER = new AbortController().signal;
const decoder = new TextDecoder();

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keystow-env-backend-'));
  await mkdir(path.join(folder, 'lent'));
  await mkdir(path.join(folder, 'config'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const lent = (...names: string[]) => path.join(folder, 'lent', ...names);

function open(settings: Record<string, string>, operator: Record<string, string>) {
  const env = readEnv({
    CONFIG_DIR: path.join(folder, 'config'),
    DATA_DIR: folder + '/data',
    ...operator,
  });
  return openBackend({ kind: 'env', settings, credentials: null }, env);
}

const openLent = (source: 'file' | 'folder', at: string) =>
  open({ source, path: at }, { ENV_BACKEND_PATHS: lent() });

/** The text that was got, or the code of the fault. */
async function got(backend: Backend, reference: string): Promise<string> {
  const [outcome] = await backend.get([parseReference('env', reference)], NEVER);
  if (!outcome?.ok) return outcome!.fault.code;
  return outcome.got.value.use((bytes) => decoder.decode(bytes));
}

describe('the console’s own variables', () => {
  const lending = (globs: string) => open({ source: 'process' }, { ENV_BACKEND_NAMES: globs });

  it('are handed out as far as the operator has named them, and read anew', async () => {
    const backend = await lending('SENDGRID_*,LLM_API_KEY_CONTROL_PLANE');
    vi.stubEnv('SENDGRID_API_KEY', 'first');
    vi.stubEnv('LLM_API_KEY_CONTROL_PLANE', 'by its parts');
    vi.stubEnv('BILLING_KEY', 'not lent');
    expect(await got(backend, 'SENDGRID_API_KEY')).toBe('first');
    expect(await got(backend, 'llm_api_key/control_plane')).toBe('by its parts');
    expect(await got(backend, 'BILLING_KEY')).toBe('denied');
    vi.stubEnv('SENDGRID_API_KEY', 'second');
    expect(await got(backend, 'SENDGRID_API_KEY')).toBe('second');
    expect(await got(backend, 'SENDGRID_OTHER')).toBe('absent');
    const { items } = await backend.list!(null, NEVER);
    expect(items.map((item) => item.name)).toEqual([
      'LLM_API_KEY_CONTROL_PLANE',
      'SENDGRID_API_KEY',
    ]);
  });

  it.each([
    'DATABASE_URL',
    'JWT_SECRET',
    'JWT_SECRET_PREVIOUS',
    'KEYSTOW_ANYTHING',
    'KEYSTOW_MASTER_KEY',
    'SECRET_KEY_PREVIOUS',
    'VAULT_TOKEN',
  ])('never include %s, whatever the operator has named', async (name) => {
    vi.stubEnv(name, 'of the console');
    const backend = await lending(`*,${name}`);
    expect(await got(backend, name)).toBe('denied');
    const { items } = await backend.list!(null, NEVER);
    expect(items.map((item) => item.name)).not.toContain(name);
  });

  it.each(['AWS_SECRET_ACCESS_KEY', 'PGPASSWORD', 'POSTGRES_PASSWORD'])(
    'include %s only where it is named in full',
    async (name) => {
      vi.stubEnv(name, 'of the host');
      expect(await got(await lending('*'), name)).toBe('denied');
      expect(await got(await lending(name), name)).toBe('of the host');
    },
  );

  it('are not to be had where the operator has named none', async () => {
    await expect(open({ source: 'process' }, {})).rejects.toMatchObject({ code: 'denied' });
  });

  it('come in pages, in order and each once', async () => {
    for (let count = 0; count < 450; count += 1) vi.stubEnv(`PAGED_${count}`, 'x');
    const backend = await lending('PAGED_*');
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page = await backend.list!(after, NEVER);
      names.push(...page.items.map((item) => item.reference));
      after = page.next;
    } while (after !== null);
    expect(names).toHaveLength(450);
    expect(names).toEqual([...new Set(names)].sort());
  });
});

describe('a dotenv file', () => {
  it('is read anew each time, as dotenv reads it', async () => {
    const file = lent('app.env');
    await writeFile(file, `# app\nPLAIN=one\nQUOTED="two\\nlines"\nEMPTY=\n`);
    const backend = await openLent('file', file);
    expect(await got(backend, 'PLAIN')).toBe('one');
    expect(await got(backend, 'QUOTED')).toBe('two\nlines');
    expect(await got(backend, 'EMPTY')).toBe('absent');
    await writeFile(file, 'PLAIN=changed\n');
    expect(await got(backend, 'PLAIN')).toBe('changed');
    expect(await got(backend, 'QUOTED')).toBe('absent');
    const described = await backend.describe(parseReference('env', 'PLAIN'), NEVER);
    expect(described).toMatchObject({ version: null, at: expect.any(Date), schedule: null });
    expect([backend.put, backend.remove]).toEqual([undefined, undefined]);
  });

  it('is read once for all names that are asked for together', async () => {
    const file = lent('many.env');
    const names = Array.from({ length: 50 }, (_, index) => `NAME_${index}`);
    await writeFile(file, names.map((name) => `${name}=of ${name}\n`).join(''));
    const backend = await openLent('file', file);
    const reads = vi.spyOn(await import('./lent-path'), 'readReal');
    const outcomes = await backend.get(
      names.map((name) => parseReference('env', name)),
      NEVER,
    );
    expect(
      outcomes.map((one) => one.ok && String(one.got.value.use((b) => Buffer.from(b)))),
    ).toEqual(names.map((name) => `of ${name}`));
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
  });

  it('gives none of the names that the console reads, nor the file it starts with', async () => {
    const file = lent('.env');
    await writeFile(file, 'DATABASE_URL=own\njwt_secret=own\nFREE=lent\n');
    const backend = await openLent('file', file);
    expect(await got(backend, 'DATABASE_URL')).toBe('denied');
    expect(await got(backend, 'jwt_secret')).toBe('denied');
    expect(await got(backend, 'FREE')).toBe('lent');
    expect((await backend.list!(null, NEVER)).items.map((item) => item.name)).toEqual(['FREE']);
    vi.spyOn(process, 'cwd').mockReturnValue(lent());
    expect(await got(await openLent('file', file), 'FREE')).toBe('denied');
    vi.restoreAllMocks();
  });

  it.each([
    ['absent', (file: string) => rm(file)],
    ['malformed', (file: string) => writeFile(file, Buffer.from([0x41, 0x3d, 0xff]))],
    ['malformed', (file: string) => writeFile(file, `A=${'a'.repeat(1024 * 1024)}`)],
    ['malformed', (file: string) => writeFile(file, `A=${'a'.repeat(64 * 1024 + 1)}`)],
  ])('that cannot be used is %s', async (code, spoil) => {
    const file = lent('spoiled.env');
    await writeFile(file, 'A=a');
    const backend = await openLent('file', file);
    expect(await got(backend, 'A')).toBe('a');
    await spoil(file);
    expect(await got(backend, 'A')).toBe(code);
  });
});

describe('a mounted folder', () => {
  it('has a file for each name, of which one line end is taken off', async () => {
    const mounted = lent('mounted');
    await mkdir(path.join(mounted, '..data'), { recursive: true });
    await writeFile(path.join(mounted, '..data', 'TOKEN'), 'first\n\n');
    await symlink('..data/TOKEN', path.join(mounted, 'TOKEN'));
    await writeFile(path.join(mounted, 'DB_MAIN'), Buffer.from([0xff, 0x0d, 0x0a]));
    await writeFile(path.join(mounted, 'EMPTY'), '\n');
    const backend = await openLent('folder', mounted);
    expect(await got(backend, 'TOKEN')).toBe('first\n');
    await writeFile(path.join(mounted, '..data', 'TOKEN'), 'second');
    expect(await got(backend, 'TOKEN')).toBe('second');
    const [outcome] = await backend.get([parseReference('env', 'db/main')], NEVER);
    expect(outcome?.ok && outcome.got.value.use((bytes) => [...bytes])).toEqual([0xff]);
    expect(await got(backend, 'EMPTY')).toBe('malformed');
    expect(await got(backend, 'MISSING')).toBe('absent');
    const { items } = await backend.list!(null, NEVER);
    expect(items.map((item) => item.name)).toEqual(['DB_MAIN', 'EMPTY', 'TOKEN']);
  });

  it('gives nothing that lies outside of it, however one gets there', async () => {
    const mounted = lent('links');
    await mkdir(mounted);
    await writeFile(path.join(folder, 'outside'), 'not lent');
    await writeFile(lent('beside'), 'of another connector');
    await symlink(path.join(folder, 'outside'), path.join(mounted, 'OUT'));
    await symlink('../beside', path.join(mounted, 'BESIDE'));
    await symlink(path.join(folder, 'nowhere'), path.join(mounted, 'NOWHERE'));
    await mkdir(path.join(mounted, 'FOLDER'));
    const backend = await openLent('folder', mounted);
    expect(await got(backend, 'OUT')).toBe('denied');
    expect(await got(backend, 'BESIDE')).toBe('denied');
    expect(await got(backend, 'NOWHERE')).toBe('absent');
    expect(await got(backend, 'FOLDER')).toBe('absent');
  });

  it.each([
    ['climbs', () => lent('..')],
    ['is next to what was named', () => `${lent()}-too`],
    ['is a link to elsewhere', () => lent('link-out')],
  ])('is refused where its path %s', async (_, wanted) => {
    await mkdir(`${lent()}-too`, { recursive: true });
    await rm(lent('link-out'), { force: true });
    await symlink(folder, lent('link-out'));
    const backend = await openLent('folder', wanted());
    expect(await got(backend, 'outside')).toBe('denied');
    await expect(backend.list!(null, NEVER)).rejects.toMatchObject({ code: 'denied' });
    expect(await backend.test(NEVER)).toMatchObject([{ ok: false }]);
  });

  it('gives none of the console’s own files where these are below it', async () => {
    await writeFile(path.join(folder, 'config', 'jwt'), 'of the console');
    await writeFile(path.join(folder, 'master'), 'of the console');
    const operator = { ENV_BACKEND_PATHS: folder, KEYSTOW_MASTER_KEY_FILE: `${folder}/master` };
    const at = (name: string) => open({ source: 'folder', path: name }, operator);
    expect(await got(await at(folder), 'master')).toBe('denied');
    expect(await got(await at(path.join(folder, 'config')), 'jwt')).toBe('denied');
  });

  it('gives nothing that the console reads itself where both are lent the same folder', async () => {
    const mounted = lent('secrets');
    await mkdir(path.join(mounted, 'keystow'), { recursive: true });
    const own = ['KEYSTOW_MASTER_KEY', 'jwt_secret', 'SECRET_KEY_PREVIOUS', 'keystow/master_key'];
    for (const name of [...own, 'FREE']) await writeFile(path.join(mounted, name), 'a=of it');
    await symlink('KEYSTOW_MASTER_KEY', path.join(mounted, 'HARMLESS'));
    await mkdir(path.join(mounted, '..data', 'jwt'), { recursive: true });
    await writeFile(path.join(mounted, '..data', 'jwt', 'secret'), 'of it');
    await symlink('..data/jwt', path.join(mounted, 'jwt'));
    vi.stubEnv('SECRET_DIR', mounted);
    const backend = await openLent('folder', mounted);
    for (const name of ['KEYSTOW_MASTER_KEY', 'jwt_secret', 'keystow/master_key', 'HARMLESS'])
      expect(await got(backend, name), name).toBe('denied');
    expect(await got(await openLent('folder', `${mounted}/keystow`), 'master_key')).toBe('denied');
    expect(await got(await openLent('folder', `${mounted}/jwt`), 'secret')).toBe('denied');
    expect(await got(await openLent('file', `${mounted}/jwt_secret`), 'a')).toBe('denied');
    expect(await got(backend, 'FREE')).toBe('a=of it');
    const { items } = await backend.list!(null, NEVER);
    expect(items.map((item) => item.name)).toEqual(['FREE', 'HARMLESS', 'jwt']);
  });

  it.each(['SMTP_URL_FILE', 'GOOGLE_APPLICATION_CREDENTIALS', 'AWS_WEB_IDENTITY_TOKEN_FILE'])(
    'gives no file that %s names',
    async (variable) => {
      await writeFile(lent('named'), 'of the console');
      const backend = () => openLent('folder', lent());
      expect(await got(await backend(), 'named')).toBe('of the console');
      vi.stubEnv(variable, lent('named'));
      expect(await got(await backend(), 'named')).toBe('denied');
    },
  );

  it('is not read for somebody who has gone', async () => {
    const backend = await openLent('folder', lent());
    const stop = AbortSignal.abort(new Error('gone'));
    await expect(backend.get([parseReference('env', 'A')], stop)).rejects.toThrow('gone');
  });
});
