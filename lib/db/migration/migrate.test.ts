import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeDatabases, describePostgres } from '@/lib/testing/database';
import { asSuperuser, createPostgresCopy } from '@/lib/testing/postgres-template';
import { openDatabase, type Database } from '../connection/database';
import { DatabaseUnavailable } from '../connection/database-unavailable';
import { migrate } from './migrate';
import { MIGRATIONS_FOLDER } from './migration-files';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keystow-migrations-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

interface HistoryRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
  rolled_back: boolean;
  applied_steps_count: number;
}

async function historyOf(db: Database): Promise<HistoryRow[]> {
  const { rows } = await db.pool.query<HistoryRow>(
    `select migration_name, checksum, finished_at is not null as finished,
            rolled_back_at is not null as rolled_back, applied_steps_count
       from _prisma_migrations order by started_at, migration_name`,
  );
  return rows;
}

async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}

describeDatabases('migrations', (open) => {
  test('an empty database is brought to the schema, and a second run has nothing to do', async () => {
    const db = await open({ migrated: false });
    const { applied } = await migrate(db);
    expect(applied.length).toBeGreaterThan(0);
    expect(await migrate(db)).toEqual({ applied: [] });
    expect(await db.prisma.installation.count()).toBe(0);
  });

  test('what was applied is recorded as Prisma does, with the SHA-256 of the file', async () => {
    const db = await open({ migrated: false });
    const sql = 'create table one (id int); -- ü';
    await write('1_one', sql);
    await migrate(db, folder);
    const checksum = createHash('sha256').update(sql).digest('hex');
    expect(await historyOf(db)).toEqual([
      {
        migration_name: '1_one',
        checksum,
        finished: true,
        rolled_back: false,
        applied_steps_count: 1,
      },
    ]);
  });

  test('a migration that fails is undone whole, and applied once it is put right', async () => {
    const db = await open({ migrated: false });
    await write('1_one', 'create table one (id int)');
    await write('2_two', 'create table half (id int); select 1 / 0; create table rest (id int)');
    await expect(migrate(db, folder)).rejects.toMatchObject({
      name: 'DatabaseRefusal',
      code: 'failed_migration',
      message: expect.stringContaining('2_two'),
    });
    expect(await tablesOf(db)).toEqual(['_prisma_migrations', 'one']);

    await write('2_two', 'create table half (id int); create table rest (id int)');
    expect(await migrate(db, folder)).toEqual({ applied: ['2_two'] });
    expect(await tablesOf(db)).toEqual(['_prisma_migrations', 'half', 'one', 'rest']);
  });

  test('a migration that another tool began and never finished is applied and marked', async () => {
    const db = await open({ migrated: false });
    await migrate(db, folder);
    await write('1_one', 'create table one (id int)');
    await db.pool.query(
      `insert into _prisma_migrations (id, checksum, migration_name) values ($1, 'other', '1_one')`,
      [randomUUID()],
    );
    expect(await migrate(db, folder)).toEqual({ applied: ['1_one'] });
    expect((await historyOf(db)).map((row) => [row.finished, row.rolled_back])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(await migrate(db, folder)).toEqual({ applied: [] });
  });

  test('a database of a newer program is refused with what to do, and left as it is', async () => {
    const db = await open({ migrated: false });
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    await write('99990101000000_future', 'create table future (id int)');
    await migrate(db, folder);
    const before = await historyOf(db);
    await expect(migrate(db)).rejects.toMatchObject({
      code: 'newer_database',
      problem: expect.stringContaining('99990101000000_future'),
      remedy: expect.stringContaining('Start that version or a later one'),
    });
    expect(await historyOf(db)).toEqual(before);
  });

  test('a migration whose file has changed since it was applied is refused', async () => {
    const db = await open({ migrated: false });
    await write('1_one', 'create table one (id int)');
    await migrate(db, folder);
    await write('1_one', 'create table one (id bigint)');
    await expect(migrate(db, folder)).rejects.toMatchObject({ code: 'changed_migration' });
  });

  test("a database that holds somebody else's tables is refused before anything is made", async () => {
    const db = await open({ migrated: false });
    await db.pool.query('create table customers (id int)');
    await expect(migrate(db)).rejects.toMatchObject({
      code: 'foreign_tables',
      problem: expect.stringContaining('customers'),
    });
    expect(await tablesOf(db)).toEqual(['customers']);
  });
});

describePostgres('migrations on a shared server', (serverUrl) => {
  test.each([
    ['database', (url: URL) => (url.pathname = '/keystow_is_not_here')],
    ['user', (url: URL) => (url.username = 'keystow_is_nobody')],
  ])('a %s the server does not know is refused with what to do', async (_what, spoil) => {
    const url = new URL(serverUrl);
    spoil(url);
    const db = await openDatabase({ databaseUrl: url.href, dataDir: '' });
    await expect(migrate(db)).rejects.toMatchObject({
      name: 'DatabaseRefusal',
      code: 'sign_in_refused',
    });
    await db.close();
  });

  test('ten nodes at once apply each migration once', async () => {
    const { url, drop } = await createPostgresCopy(serverUrl, false);
    const nodes = await Promise.all(
      Array.from({ length: 10 }, () => openDatabase({ databaseUrl: url, dataDir: '' })),
    );
    try {
      const results = await Promise.all(nodes.map((node) => migrate(node)));
      const [first] = nodes;
      const history = first ? await historyOf(first) : [];
      expect(results.flatMap(({ applied }) => applied)).toEqual(
        history.map((row) => row.migration_name),
      );
    } finally {
      await Promise.all(nodes.map((node) => node.close()));
      await drop();
    }
  });

  test('a migration whose connection is cut leaves nothing, and the next start resumes', async () => {
    const { name, url, drop } = await createPostgresCopy(serverUrl, false);
    const db = await openDatabase({ databaseUrl: url, dataDir: '' });
    try {
      await write('1_one', 'create table one (id int)');
      await write('2_two', 'create table two (id int); select pg_sleep(60)');
      const interrupted = migrate(db, folder);
      const failed = expect(interrupted).rejects.toBeInstanceOf(DatabaseUnavailable);
      await asSuperuser(serverUrl, async (client) => {
        for (let cut = 0; cut === 0;) {
          const { rowCount } = await client.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
              where datname = $1 and query like '%pg_sleep(60)%'`,
            [name],
          );
          cut = rowCount ?? 0;
        }
      });
      await failed;
      expect(await tablesOf(db)).toEqual(['_prisma_migrations', 'one']);
      await write('2_two', 'create table two (id int)');
      expect(await migrate(db, folder)).toEqual({ applied: ['2_two'] });
    } finally {
      await db.close();
      await drop();
    }
  });
});
