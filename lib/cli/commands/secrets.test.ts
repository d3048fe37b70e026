import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCliWith } from '@/lib/testing/run-cli';

const APP = ['--scope', 'payments.production.billing'];

describeDatabase('keystow secrets, tokens, login and logout', (open) => {
  let rest: Rest;
  let home: string;
  beforeAll(async () => {
    rest = await openRest(await open());
  });
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'keystow-home-'));
    vi.stubEnv('XDG_CONFIG_HOME', home);
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    rmSync(home, { recursive: true });
  });

  const done = async (input: string | Buffer, ...args: string[]) => {
    const { code, out, err } = await runCliWith(input, ...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };

  it('stages a value from standard input, promotes it and discards another', async () => {
    await done('one of these days', 'secrets', 'set', 'STAGED', ...APP);
    expect(await done('two of these days\n', 'secrets', 'stage', 'STAGED', ...APP)).toBe(
      'STAGED has a staged version.\n',
    );
    expect(await done('', 'secrets', 'promote', 'STAGED', '--version', '2', ...APP)).toBe(
      'Version 2 of STAGED is current.\n',
    );
    const refused = await runCliWith('', 'secrets', 'discard', 'STAGED', '--version', '2', ...APP);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is not staged')]);
    const typed = await runCliWith('', 'secrets', 'promote', 'STAGED', '--version', 'x', ...APP);
    expect(typed.code).toBe(2);
    await done('', 'secrets', 'delete', 'STAGED', ...APP);
  });

  it('refers to a value at a backend, checks it, writes it there and deletes it there', async () => {
    const harness = openHarness(rest.installation);
    await makeConnector(rest.organization, { kind: 'aws', slug: 'cloud', writable: true });
    const refer = ['--backend', 'aws', '--reference', 'prod/db?key=url', '--connector', 'cloud'];
    expect(await done('', 'secrets', 'set', 'DB_URL', ...APP, ...refer)).toContain('version 1');
    const absent = await runCliWith('', 'secrets', 'check', 'DB_URL', ...APP);
    expect([absent.code, absent.out]).toEqual([1, '']);
    expect(absent.err).toContain(
      'DB_URL at prod/db?key=url through cloud: absent. Nothing is there.',
    );
    harness.keep('prod/db?key=url', 'canary-there', 'v-7');
    const there = await done('', 'secrets', 'check', 'DB_URL', ...APP);
    expect(there).toContain('DB_URL at prod/db?key=url through cloud resolves to version v-7');
    await done('canary-written', 'secrets', 'set', 'DB_URL', ...APP, ...refer, '--write');
    expect(Buffer.from(harness.held.get('prod/db?key=url')!.bytes).toString()).toBe(
      'canary-written',
    );
    await done('', 'secrets', 'delete', 'DB_URL', ...APP, '--at-backend');
    expect(harness.held.size).toBe(0);
  });

  it('sets from standard input, lists names and versions, deletes, and shows no value', async () => {
    const value = 'canary-value-of-the-command';
    const said = [
      await done(
        `${value}\n`,
        'secrets',
        'set',
        'STRIPE_KEY',
        ...APP,
        '--description',
        'Card fees',
      ),
      await done(`${value}2`, 'secrets', 'set', 'STRIPE_KEY', ...APP, '--if-version', '1'),
      await done('', 'secrets', 'list', ...APP),
      await done('', 'secrets', 'list', '--json', ...APP),
    ];
    expect(said[0]).toBe('STRIPE_KEY has version 1 in payments.production.billing.\n');
    expect(said[2]).toContain('STRIPE_KEY  v2  ');
    expect(JSON.parse(said[3]!)).toMatchObject({ keys: ['STRIPE_KEY'] });
    const late = await runCliWith('x', 'secrets', 'set', 'STRIPE_KEY', ...APP, '--if-version', '1');
    expect([late.code, late.out]).toEqual([1, '']);
    said.push(late.err, await done('', 'secrets', 'delete', 'STRIPE_KEY', ...APP));
    expect(await done('', 'secrets', 'list', ...APP)).toBe('No secrets.\n');
    expect(said.join('')).not.toContain(value);
  });

  it('takes parts, bytes and the platform, and says which field is wrong', async () => {
    const parts = JSON.stringify({ username: 'ada', password: 'lovelace-1815' });
    const typed = ['--type', 'auth_profile', '--json'];
    const made = await done(parts, 'secrets', 'set', 'MAIL', ...APP, ...typed);
    expect(JSON.parse(made)).toMatchObject({ key: 'MAIL', parts: ['password', 'username'] });
    const bytes = Buffer.from([255, 254, 10]);
    await done(bytes, 'secrets', 'set', 'SHARED', '--scope', '_platform', '--binary');
    const refusals = [
      ['x', 1, ['set', 'LD_PRELOAD', ...APP], 'changes how programs start'],
      ['x', 2, ['set', 'PLAIN', '--scope', 'No Path'], '--scope'],
      ['x', 2, ['set', 'PLAIN'], '--scope'],
      ['not json', 2, ['set', 'MAIL', ...APP, '--type', 'auth_profile'], 'username, password'],
      [bytes, 2, ['set', 'PLAIN', ...APP], 'not UTF-8. With --binary'],
      [Buffer.alloc(9_000_000, 'x'), 2, ['set', 'PLAIN', ...APP], 'longer than 8 MiB'],
      ['x', 2, ['set', 'PLAIN=canary-on-the-line', ...APP], 'read from standard input'],
      ['', 2, ['set', 'PLAIN', ...APP], 'Nothing came'],
      ['x', 2, ['set', 'PLAIN', 'canary-on-the-line', ...APP], 'read from standard input'],
      ['', 1, ['delete', 'NOTHING', ...APP], 'keystow: '],
    ] as const;
    for (const [input, code, args, reason] of refusals) {
      const said = await runCliWith(input, 'secrets', ...args);
      expect([args, said.code, said.out]).toEqual([args, code, '']);
      expect(said.err).toContain(reason);
      expect(said.err).not.toMatch(/not json|canary/);
    }
  });

  it('reviews an import before it writes it', async () => {
    const text = 'IMPORTED_ONE=first-value\nIMPORTED_TWO=second-value\n';
    const dry = await done(text, 'secrets', 'import', ...APP);
    expect(dry).toMatch(/new +IMPORTED_ONE\nnew +IMPORTED_TWO\nNothing was written/);
    const applied = ['--apply', '--discard', 'IMPORTED_TWO', '--json'];
    const result = JSON.parse(await done(text, 'secrets', 'import', ...APP, ...applied)) as object;
    expect(result).toMatchObject({ applied: 1 });
    const bad = await runCliWith('PATH=x', 'secrets', 'import', ...APP, '--format', 'dotenv');
    expect([bad.code, bad.out + bad.err]).toEqual([1, expect.stringContaining('invalid')]);
  });

  it('saves what was checked, works without the environment, revokes and forgets', async () => {
    vi.stubEnv('KEYSTOW_TOKEN', '');
    const url = ['--url', 'http://localhost:3000'];
    const wrong = await runCliWith('kst_nobody', 'login', ...url);
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('does not take that token');
    for (const put of [
      ['--url', 'keys'],
      ['--server-key', 'rsa'],
    ]) {
      const said = await runCliWith('kst_any', 'login', ...put);
      expect([said.code, said.err]).toEqual([2, expect.stringContaining(`${put[0]}: expected`)]);
    }
    expect((await runCliWith('k'.repeat(501), 'login', ...url)).err).toContain('no token');
    expect((await runCliWith('two\nlines', 'login', ...url)).code).toBe(2);
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    const pin = ['--server-key', json['current'] as string];
    vi.stubEnv('KEYSTOW_URL', '');
    expect((await runCliWith('', 'tokens', 'list')).err).toContain('keystow login');
    await done(`${rest.machine.token}\n`, 'login', ...url, ...pin);
    const facts = JSON.parse(await done('', 'tokens', 'list', '--json')) as {
      items: { id: string }[];
    };
    expect(await done('', 'tokens', 'list')).toContain('no end');
    expect(facts.items.length).toBeGreaterThan(0);
    expect(await done('', 'logout')).toBe('The profile is deleted.\n');
    expect(await done('', 'logout')).toBe('There was no profile.\n');
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    expect(await done('', 'tokens', 'revoke', facts.items[0]!.id)).toContain('is revoked');
    expect((await runCliWith('', 'tokens', 'list')).code).toBe(1);
  });
});
