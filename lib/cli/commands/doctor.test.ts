import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import type { DoctorCheck } from '@/lib/domain/doctor-check';
import { describePostgres } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { runCommand } from '@/lib/testing/run-command';

// Each command is a process of its own, and an embedded database takes seconds to make.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const JWT_SECRET = 'Vw3-kq8_Zt1xRb6nYd0mHc5uLp9sJf2e';
const home = mkdtempSync(path.join(tmpdir(), 'keystow-doctor-'));
const folders = { DATA_DIR: path.join(home, 'data'), CONFIG_DIR: path.join(home, 'config') };
afterAll(() => rmSync(home, { recursive: true }));

async function examine(settings: Readonly<Record<string, string>>, ...args: string[]) {
  const ended = await runCommand(['doctor', '--json', ...args], {
    ...folders,
    JWT_SECRET,
    KEYSTOW_MASTER_KEY: TEST_MASTER_KEY,
    ...settings,
  });
  for (const key of [TEST_MASTER_KEY, OTHER_MASTER_KEY, JWT_SECRET]) {
    expect(ended.stdout + ended.stderr).not.toContain(key);
  }
  const { checks } = JSON.parse(ended.stdout) as { checks: DoctorCheck[] };
  return { code: ended.code, of: (id: string) => checks.find((check) => check.id === id) };
}

describe('keystow doctor beside the embedded database', () => {
  it('leaves out what a running console has to itself, and says how to ask it', async () => {
    const database = await openDatabase({ dataDir: folders.DATA_DIR });
    chmodSync(folders.DATA_DIR, 0o700);
    mkdirSync(folders.CONFIG_DIR, { mode: 0o700 });
    await migrate(database);
    await makeOrganization(await testInstallation(database));
    const beside = await examine({});
    expect(beside.of('data_folder')?.message).toContain(`process ${process.pid} on`);
    expect(beside.of('database')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('KEYSTOW_URL') as string,
    });
    expect(beside.code).toBe(0);
    await database.close();

    const { code, of } = await examine({}, '--deep');
    expect([code, of('master_key')?.status, of('audit_heads')?.status]).toEqual([0, 'ok', 'ok']);
    expect(of('values')?.message).toBe('all of 0 opened');
    expect(of('console_secrets')).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(
        /^KEYSTOW_MASTER_KEY: from the variable KEYSTOW_MASTER_KEY; strong/,
      ) as string,
    });
  });

  it('has a table of the console’s own secrets beside it, with a weak one named and none shown', async () => {
    const settings = { JWT_SECRET, KEYSTOW_MASTER_KEY: TEST_MASTER_KEY, OPENAI_API_KEY: 'canary1' };
    const { code, stdout } = await runCommand(['managed', 'list'], { ...folders, ...settings });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^OPENAI_API_KEY {2}the variable OPENAI_API_KEY, weak: /m);
    expect(stdout).toMatch(/^SMTP_PASSWORD {2}not set$/m);
    for (const text of [TEST_MASTER_KEY, JWT_SECRET, 'canary1']) expect(stdout).not.toContain(text);
  });

  it('names what is wrong with the command, or with the environment', async () => {
    expect((await runCommand(['doctor', '--nope'], folders)).code).toBe(2);
    const { code, of } = await examine({ PORT: 'x' });
    expect([code, of('environment')?.message]).toEqual([1, 'PORT cannot be used']);
  });
});

describePostgres('keystow doctor beside a running console', (serverUrl) => {
  let copy: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    copy = await createPostgresCopy(serverUrl);
    database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    await makeOrganization(await testInstallation(database));
  });
  afterAll(async () => {
    await database.close();
    await copy.drop();
  });

  it('looks into it with the right key, and names the needed and the given with a wrong one', async () => {
    const well = await examine({ DATABASE_URL: copy.url });
    expect(well.code).toBe(0);
    for (const id of ['database', 'clock', 'migrations', 'master_key', 'values', 'audit_heads']) {
      expect([id, well.of(id)?.status]).toEqual([id, 'ok']);
    }
    const wrong = await examine({ DATABASE_URL: copy.url, KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect(wrong.code).toBe(1);
    expect(wrong.of('master_key')).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(/needed mk_[0-9a-f]{16}, given mk_[0-9a-f]{16}/) as string,
    });
  });

  it('says that a server does not answer', async () => {
    const { code, of } = await examine({ DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/x' });
    expect([code, of('database')?.message]).toEqual([1, 'the database does not answer']);
  });
});
