import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { putSecret } from '@/lib/services/secrets/put-secrets';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { describePostgres } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { openDatabase } from '@/lib/db/connection/database';
import { runCommand } from '@/lib/testing/run-command';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describePostgres('keystow reset', (serverUrl) => {
  let copy: TestDatabase;
  let needed: string;

  beforeEach(async () => {
    copy = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ dataDir: '', databaseUrl: copy.url });
    const installation = await testInstallation(database);
    const { ctx } = await makeOrganization(installation);
    const plaintext = Plaintext.fromText('canary of a lost key');
    await putSecret(ctx, PLATFORM_SCOPE, { key: 'LOST', plaintext, format: 'utf8' });
    const { state } = installation.keys;
    needed = state.kind === 'unlocked' ? state.masterFingerprint : '';
    await database.close();
  });
  afterEach(() => copy.drop());

  const run = (args: readonly string[], masterKey: string, input = '') =>
    runCommand(
      [...args],
      {
        DATABASE_URL: copy.url,
        KEYSTOW_MASTER_KEY: masterKey,
        JWT_SECRET: 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e',
        CONFIG_DIR: path.join(tmpdir(), 'keystow-test-no-files'),
      },
      input,
    );

  it('changes nothing while the key fits, and none without the fingerprint', async () => {
    const unlocked = await run(['reset', '--confirm', needed], TEST_MASTER_KEY);
    expect(unlocked).toMatchObject({ code: 1, stdout: '' });
    expect(unlocked.stderr).toContain('nothing was changed');
    const unasked = await run(['reset'], OTHER_MASTER_KEY);
    expect(unasked).toMatchObject({ code: 2, stdout: '' });
    expect(unasked.stderr).toContain(`needed       ${needed}`);
    expect(unasked.stderr).toContain(`pass --confirm ${needed}`);
    const wrong = await run(['reset', '--confirm', 'mk_0000000000000000'], OTHER_MASTER_KEY);
    expect(wrong.code).toBe(1);
    expect((await run(['keys', 'status'], TEST_MASTER_KEY)).stdout).toContain('unlocked');
  });

  it('gives the key up; when it turns up it is tried, and opens what was set aside', async () => {
    const done = await run(['reset', '--confirm', needed], OTHER_MASTER_KEY);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('is in force') });
    expect(done.stderr).toContain('1 versions of 1 secrets were set aside');
    expect(done.stderr).toContain('until KEYSTOW_SERVER_KEY is set to it');
    const tried = await run(['keys', 'try'], OTHER_MASTER_KEY, TEST_MASTER_KEY);
    expect(tried.stdout).toContain(`${needed} opens what was set aside`);
    const nothing = await run(['keys', 'recover'], OTHER_MASTER_KEY, OTHER_MASTER_KEY);
    expect(nothing.code).toBe(1);
    const back = await run(['keys', 'recover', '--json'], OTHER_MASTER_KEY, TEST_MASTER_KEY);
    expect(JSON.parse(back.stdout)).toEqual({ recovered: 1, unreadable: 0, left: 0 });
    expect(back.stdout + back.stderr + tried.stderr).not.toContain(TEST_MASTER_KEY);
  });
});
