import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { startSession } from '@/lib/services/sessions/start-session';
import { completeRecovery } from '@/lib/services/recovery/complete-recovery';
import { describePostgres } from '@/lib/testing/database';
import {
  contextOf,
  OTHER_MASTER_KEY,
  TEST_MASTER_KEY,
  testInstallation,
} from '@/lib/testing/installation';
import { makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { runCommand } from '@/lib/testing/run-command';
import { enrol, plain } from '@/lib/testing/second-factor';

// Each command is a process of its own, and an embedded database takes seconds to make.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const EMAIL = 'owner@acme.example';
const NEXT = 'gravel lantern bicycle sonnet';

/** An organization whose owner has a second factor. */
async function fill(database: Database) {
  const installation = await testInstallation(database);
  const { owner } = await makeOrganization(installation);
  await enrol({ ...contextOf(installation, owner), actor: owner });
  return installation;
}

describe('keystow recover-owner beside the embedded database', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'keystow-recover-'));
  const settings = {
    DATA_DIR: path.join(home, 'data'),
    CONFIG_DIR: path.join(home, 'config'),
    KEYSTOW_MASTER_KEY: TEST_MASTER_KEY,
  };
  const recover = (...args: string[]) => runCommand(['recover-owner', ...args], settings);
  const open = () => openDatabase({ dataDir: settings.DATA_DIR });
  afterAll(() => rmSync(home, { recursive: true }));

  it('makes no database by looking for one', async () => {
    const ended = await recover('--email', EMAIL);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(
      `keystow: There is no console in ${settings.DATA_DIR}. Run this with the DATA_DIR, or the DATABASE_URL, that the console is started with.\n`,
    );
  });

  it('is refused by name of the console that runs, and lets the owner in when it is stopped', async () => {
    const database = await open();
    await migrate(database);
    await fill(database);
    const refused = await recover('--email', EMAIL);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`in use by process ${process.pid} on`);
    expect(refused.stderr).toContain('stop the console, run this again, then start it.');
    await database.close();

    const ended = await recover('--email', ` ${EMAIL.toUpperCase()}`);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^http:\/\/localhost:3000\/recover#[\w-]{43}\n$/);
    expect(ended.stderr).toContain(`${EMAIL}: the second factor is removed, 0 sessions ended.`);
    expect(ended.stderr).toContain('Start the console, then open this link once');
  });
});

describePostgres('keystow recover-owner beside a running console', (serverUrl) => {
  let copy: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    copy = await createPostgresCopy(serverUrl);
    database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
  });
  afterAll(async () => {
    await database.close();
    await copy.drop();
  });

  const recover = (args: string[], key = TEST_MASTER_KEY) =>
    runCommand(['recover-owner', ...args], {
      DATABASE_URL: copy.url,
      KEYSTOW_MASTER_KEY: key,
      BASE_URL: 'https://keys.acme.example',
    });

  it('says that there is nothing to recover before a console was ever started', async () => {
    const ended = await recover(['--json']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(ended.stderr)).toEqual({
      error: { code: 'not_set_up', message: expect.stringMatching(/Start it first/) as string },
    });
  });

  it('prints one JSON object; the link sets the password of a console that never stopped', async () => {
    const installation = await fill(database);
    const ended = await recover(['--json', '--email', EMAIL]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { link, ...facts } = JSON.parse(ended.stdout) as { link: string };
    expect(facts).toEqual({
      email: EMAIL,
      expiresAt: expect.stringMatching(/Z$/) as string,
      secondFactorRemoved: true,
      sessionsEnded: 0,
    });
    const { origin, pathname, hash } = new URL(link);
    expect(origin + pathname).toBe('https://keys.acme.example/recover');
    await completeRecovery(installation, hash.slice(1), plain(NEXT));
    const signIn = (password: string) =>
      startSession(installation, {
        email: EMAIL,
        password: plain(password),
        userAgent: null,
        address: '192.0.2.1',
        kid: 'k',
      });
    expect(await signIn(TEST_PASSWORD)).toBeNull();
    expect(await signIn(NEXT)).not.toBeNull();
  });

  it('asks who it is on a terminal only: elsewhere it says what to pass', async () => {
    const ended = await recover([]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toBe(`keystow: Say which owner with --email. Owners are: ${EMAIL}.\n`);
  });

  it('names the owners there are for an e-mail that is none of theirs', async () => {
    const ended = await recover(['--email', 'nobody@acme.example']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toBe(`keystow: No owner has that e-mail. Owners are: ${EMAIL}.\n`);
  });

  it('works with a wrong master key: the audit log is told later', async () => {
    const before = await database.prisma.auditEvent.count();
    const ended = await recover(['--email', EMAIL, '--quiet'], OTHER_MASTER_KEY);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^https:\/\/keys\.acme\.example\/recover#[\w-]{43}\n$/);
    expect(await database.prisma.auditEvent.count()).toBe(before);
    expect(await database.prisma.auditPending.count()).toBe(1);
  });
});
