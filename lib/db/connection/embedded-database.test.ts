import { mkdir, mkdtemp, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startScript } from '@/lib/testing/child-script';
import { openEmbeddedCopy, seedDataDir } from '@/lib/testing/embedded-template';
import { openDatabase, type Database } from './database';
import { DatabaseUnavailable } from './database-unavailable';
import { migrate } from '../migration/migrate';
import { runTransaction } from './transaction';

describe('one session lent to one connection after the other', () => {
  let db: Database;

  beforeAll(async () => {
    db = await openEmbeddedCopy();
    await db.pool.query('create table counter (value int); insert into counter values (0)');
  });

  afterAll(() => db.close());

  async function counter(): Promise<number> {
    const { rows } = await db.pool.query<{ value: number }>('select value from counter');
    return rows[0]?.value ?? Number.NaN;
  }

  async function dirty(client: pg.PoolClient): Promise<void> {
    await client.query('begin');
    await client.query('update counter set value = value + 1000000');
  }

  test('24 workers incrementing in interactive transactions give the exact count', async () => {
    const before = await counter();
    const worker = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        await runTransaction(db, async (tx) => {
          const [row] = await tx.$queryRaw<[{ value: number }]>`select value from counter`;
          await tx.$executeRaw`update counter set value = ${row.value + 1}`;
        });
      }
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    expect(await counter()).toBe(before + 240);
  });

  test('a client that is dropped in mid-transaction leaves nothing open', async () => {
    const before = await counter();
    const client = await db.pool.connect();
    await dirty(client);
    client.release(true);
    expect(await counter()).toBe(before);
    const { rows } = await db.pool.query('select pg_current_xact_id_if_assigned() as open');
    expect(rows).toEqual([{ open: null }]);
  });

  test('a client whose stream breaks under a query leaves nothing open', async () => {
    const before = await counter();
    const client = await db.pool.connect();
    await dirty(client);
    const query = client.query('select count(*) from generate_series(1, 100000)');
    const stream: unknown = Reflect.get(Object(Reflect.get(client, 'connection')), 'stream');
    if (stream instanceof Object && 'destroy' in stream) Object(stream).destroy();
    await expect(query).rejects.toThrow('Connection terminated');
    client.release();
    expect(await counter()).toBe(before);
  });

  test('a client dropped after a failed statement leaves no failed transaction', async () => {
    const client = await db.pool.connect();
    await client.query('begin');
    await expect(client.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    client.release(true);
    expect(await counter()).toBeGreaterThanOrEqual(0);
  });

  test('settings, temporary tables, prepared statements and locks end with their client', async () => {
    const client = await db.pool.connect();
    await client.query("set search_path = pg_catalog; set timezone = 'Asia/Tokyo'");
    await client.query('create temporary table left_over (id int)');
    await client.query({ name: 'kept', text: 'select 1' });
    await client.query('select pg_advisory_lock(1)');
    client.release(true);
    const { rows } = await db.pool.query(
      `select current_setting('search_path') as path, current_setting('timezone') as zone,
              to_regclass('left_over')::text as "table",
              (select count(*)::int from pg_prepared_statements) as prepared,
              (select count(*)::int from pg_locks where locktype = 'advisory') as locks`,
    );
    expect(rows).toEqual([{ path: 'public', zone: 'UTC', table: null, prepared: 0, locks: 0 }]);
  });

  test('messages larger than any buffer pass in both directions', async () => {
    const text = 'ä'.repeat(2_000_000);
    const { rows } = await db.pool.query<{ text: string }>('select $1::text as text', [text]);
    expect(rows[0]?.text === text).toBe(true);
  });
});

describe('the data folder', { timeout: 120_000 }, () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'keystow-data-')), 'data');
  });

  afterEach(async () => {
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  });

  test('a first start that was killed half-way is begun anew, and the folder is ours alone', async () => {
    await mkdir(path.join(dataDir, 'database.new'), { recursive: true, mode: 0o700 });
    await writeFile(path.join(dataDir, 'database.new', 'PG_VERSION'), 'half');
    const db = await openDatabase({ dataDir });
    await migrate(db);
    await db.close();
    expect(await readdir(dataDir)).toEqual(['database', 'lock']);
    expect((await stat(path.join(dataDir, 'database'))).mode & 0o777).toBe(0o700);
  });

  test('a second open is refused until the first is closed', async () => {
    await seedDataDir(dataDir);
    const db = await openDatabase({ dataDir });
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'folder_in_use' });
    await db.close();
    await db.close();
    await (await openDatabase({ dataDir })).close();
  });

  test('a database that does not open is refused by name, and its lock is let go', async () => {
    await mkdir(path.join(dataDir, 'database'), { recursive: true });
    await writeFile(path.join(dataDir, 'database', 'PG_VERSION'), '9.6\n');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(openDatabase({ dataDir })).rejects.toMatchObject({
        code: 'folder_unusable',
        problem: expect.stringContaining(dataDir),
      });
    }
  });

  test('where the log cannot be written it fails clearly, and works again once it can', async () => {
    await seedDataDir(dataDir);
    const db = await openDatabase({ dataDir });
    await db.pool.query('create table kept (number int); insert into kept values (1)');
    const add = (number: number) =>
      runTransaction(db, (tx) => tx.$executeRaw`insert into kept values (${number})`);
    // Where PostgreSQL makes the next segment of its log, so this is as good as a full disk.
    const inTheWay = path.join(dataDir, 'database', 'pg_wal', 'xlogtemp.42');
    await mkdir(inTheWay);
    await db.pool.query('select pg_switch_wal()');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(add(2)).rejects.toBeInstanceOf(DatabaseUnavailable);
    }
    await rmdir(inTheWay);
    await expect.poll(() => add(3).catch(() => null), { timeout: 20_000 }).toBe(1);
    const { rows } = await db.pool.query('select number from kept order by number');
    expect(rows).toEqual([{ number: 1 }, { number: 3 }]);
    await db.close();
    await (await openDatabase({ dataDir })).close();
  });

  test('kill -9 between and within commits loses no acknowledged row', async () => {
    await seedDataDir(dataDir);
    let acknowledged = 0;
    for (const more of [1, 40, 130]) {
      const child = startScript('lib/testing/embedded-child.ts', [dataDir]);
      const until = acknowledged + more;
      while (acknowledged < until) acknowledged = Number((await child.lines.next()).value);
      await child.end('SIGKILL');
      for (;;) {
        const { value, done } = await child.lines.next();
        if (done) break;
        acknowledged = Number(value);
      }
    }
    const db = await openDatabase({ dataDir });
    const { rows } = await db.pool.query<{ count: number; last: number }>(
      'select count(*)::int as count, max(number)::int as last from acknowledged',
    );
    await db.close();
    expect(rows[0]?.count).toBe(rows[0]?.last);
    expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged);
  });

  test('a migration under kill -9 leaves nothing, and the next start resumes', async () => {
    await seedDataDir(dataDir);
    const folder = path.join(path.dirname(dataDir), 'migrations');
    const write = async (name: string, sql: string): Promise<void> => {
      await mkdir(path.join(folder, name), { recursive: true });
      await writeFile(path.join(folder, name, 'migration.sql'), sql);
    };
    const forget = 'delete from _prisma_migrations';
    const before = await openDatabase({ dataDir });
    await before.pool.query(forget);
    await before.close();
    await write('1_one', 'create table one (id int)');
    await write('2_two', 'create table two (id int); do $$ begin loop perform 1; end loop; end $$');
    const child = startScript('lib/testing/embedded-child.ts', [dataDir, 'migrate', folder]);
    await child.lines.next();
    await child.end('SIGKILL');

    await write('2_two', 'create table two (id int)');
    const db = await openDatabase({ dataDir });
    const { applied } = await migrate(db, folder);
    const { rows } = await db.pool.query('select count(*)::int as count from two');
    await db.close();
    expect(applied).toContain('2_two');
    expect(rows).toEqual([{ count: 0 }]);
  });
});
