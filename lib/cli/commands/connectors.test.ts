import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli, runCliWith } from '@/lib/testing/run-cli';

const VAULT = ['--set', 'address=https://vault.example.org:8200', '--set', 'auth=token'];

describeDatabase('keystow connectors', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open(), { ENV_BACKEND_NAMES: 'SHARED_*' });
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const done = async (given: string, ...args: string[]) => {
    const { code, out, err } = await runCliWith(given, 'connectors', ...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };

  it('adds, lists, changes and deletes one, with credentials from standard input alone', async () => {
    const place = ['--scope', 'payments'];
    const made = await done('canary-token\n', 'add', 'vault', 'vault-prod', ...place, ...VAULT);
    expect(made).toBe('vault-prod  vault  payments  vault.example.org:8200  approved  0 secrets\n');
    const moved = ['--set', 'address=https://other.example.org'];
    const refused = await runCli('connectors', 'change', 'vault-prod', ...moved);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('credentials anew');
    const again = ['change', 'vault-prod', ...moved, '--credentials'];
    expect(await done('{"token":"canary-other"}', ...again)).toContain('other.example.org:443');
    const listed = await done('', 'list', '--scope', 'payments.production', '--json');
    expect(JSON.parse(listed)).toMatchObject({ items: [{ slug: 'vault-prod', version: 2 }] });
    expect(listed).not.toContain('canary');
    await done('', 'delete', 'vault-prod');
    expect(await done('', 'list', ...place)).toBe('No connectors.\n');
  });

  it('adds one of the environment without asking for credentials, and approves it', async () => {
    await done('', 'add', 'env', 'shared', '--scope', '_platform', '--allow', 'SHARED_*');
    expect(await done('', 'approve', 'shared')).toContain('stays in the console  approved');
    await done('', 'delete', 'shared');
  });

  it('says what is wrong in words, and quotes no credential', async () => {
    const wrong = async (given: string, ...args: string[]) =>
      (await runCliWith(given, 'connectors', 'add', ...args, '--scope', '_platform')).err;
    expect(await wrong('', 'azure', 'x')).toContain('A kind is one of env, aws, gcp, vault.');
    expect(await wrong('', 'vault', 'x', '--set', 'address')).toContain('NAME=VALUE');
    const aws = ['aws', 'x', '--set', 'region=eu-central-1'];
    const unread = await wrong('canary', ...aws);
    expect(unread).toContain('JSON object of texts');
    expect(unread).not.toContain('canary');
    expect(await wrong('{"accessKeyId":"a"}', ...aws)).toContain('Enter secretAccessKey');
  });
});
