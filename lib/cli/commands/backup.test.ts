import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import { ENVIRONMENT_SCHEMA } from '@/lib/env/environment-schema';
import { describePostgres } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, makeToken } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { runCliWith } from '@/lib/testing/run-cli';
import { runCommand } from '@/lib/testing/run-command';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describePostgres('keystow backup', (serverUrl) => {
  let source: TestDatabase;
  let folder: string;
  let made: { id: string; path: string; needs: string };

  const settingsOf = (url: string, masterKey: string) => ({
    DATABASE_URL: url,
    KEYSTOW_MASTER_KEY: masterKey,
    JWT_SECRET: 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e',
    CONFIG_DIR: path.join(tmpdir(), 'keystow-test-no-files'),
    DATA_DIR: path.join(folder, 'data'),
    BACKUP_DIR: folder,
  });
  /** In this process, which has loaded everything once. */
  const run = async (
    args: readonly string[],
    url: string,
    masterKey = TEST_MASTER_KEY,
    input = '',
  ) => {
    for (const name of Object.keys(ENVIRONMENT_SCHEMA.shape)) vi.stubEnv(name, '');
    vi.stubEnv('NODE_ENV', 'production');
    for (const [name, value] of Object.entries(settingsOf(url, masterKey))) vi.stubEnv(name, value);
    const { code, out, err } = await runCliWith(input, 'backup', ...args);
    return { code, stdout: out, stderr: err };
  };
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-backup-cli-'));
    source = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ dataDir: '', databaseUrl: source.url });
    const acme = await makeOrganization(await testInstallation(database));
    await makeToken(acme);
    await database.close();
    const settings = settingsOf(source.url, TEST_MASTER_KEY);
    const created = await runCommand(['backup', 'create', '--json'], settings);
    expect(created).toMatchObject({ code: 0, stderr: '' });
    made = JSON.parse(created.stdout) as typeof made;
    return async () => {
      await source.drop();
      await rm(folder, { recursive: true });
    };
  });

  it('takes one, lists it, and verifies it by id and offline as a file', async () => {
    expect((await run(['verify', made.id], source.url)).stdout).toContain('verified 20');
    const listed = await run(['list'], source.url);
    expect(listed.stdout).toContain(`${made.id}  `);
    expect(listed.stdout).toContain(`needs ${made.needs}`);
    const offline = await run(
      ['verify', made.path, '--json'],
      'postgresql://nobody@nowhere.invalid/x',
    );
    expect(offline.code).toBe(0);
    const { verifierKey } = JSON.parse(offline.stdout) as { verifierKey: string };
    const pinned = await run(['verify', made.path, '--key', verifierKey], source.url);
    expect(pinned).toMatchObject({ code: 0 });
    expect(pinned.stderr).toContain(`${made.needs}, the one at hand`);
    const bytes = await readFile(made.path);
    bytes[200]! ^= 1;
    const altered = path.join(folder, 'altered');
    await writeFile(altered, bytes);
    const refused = await run(['verify', altered], source.url);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^keystow: \w+ .*\.\n$/);
  });

  it('restores into an empty database, once it was said what becomes of tokens, and says who signed it', async () => {
    const target = await createPostgresCopy(serverUrl, false);
    try {
      const unsaid = await run(['restore', made.path], target.url);
      expect(unsaid).toMatchObject({ code: 2, stdout: '' });
      expect(unsaid.stderr).toContain('--keep-tokens or --revoke-tokens');
      const done = await run(['restore', made.path, '--keep-tokens'], target.url);
      expect(done).toMatchObject({ code: 0 });
      expect(done.stdout).toContain(`It needs ${made.needs}`);
      expect(done.stderr).toContain('The master key at hand opens it');
      const again = await run(['restore', made.path, '--keep-tokens'], target.url);
      expect(again).toMatchObject({ code: 1, stdout: '' });
      expect(again.stderr).toContain('--replace');
      const replaced = ['restore', made.path, '--revoke-tokens', '--replace'];
      const unknown = await run(replaced, target.url, OTHER_MASTER_KEY);
      expect(unknown).toMatchObject({ code: 1, stdout: '' });
      expect(unknown.stderr).toMatch(/Signed by keystow-audit\S+, of the installation \S+, at 20/);
      expect(unknown.stderr).toContain('Give --key with the public key that was pinned');
      const other = await run([...replaced, '--unpinned'], target.url, OTHER_MASTER_KEY);
      expect(other.stderr).toContain('Nothing vouches for whoever signed it');
      expect(other.stderr).toContain(`Start the console with ${made.needs}`);
    } finally {
      await target.drop();
    }
  });

  it('tries one with a key that is piped in, and names the one it needs', async () => {
    const failed = await run(
      ['drill', made.id, '--other-key'],
      source.url,
      TEST_MASTER_KEY,
      OTHER_MASTER_KEY,
    );
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain(`needs ${made.needs}`);
    expect(failed.stdout + failed.stderr).not.toContain(OTHER_MASTER_KEY);
  });
});
