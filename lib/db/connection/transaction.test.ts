import { beforeEach, expect, test } from 'vitest';
import { describeDatabases, describePostgres } from '@/lib/testing/database';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import type { Database } from './database';
import { DatabaseUnavailable, isDatabaseUnavailable } from './database-unavailable';
import { isUniqueViolation, sqlStateOf } from './sql-state';
import { runTransaction, type Tx } from './transaction';

const ID = '01900000-0000-7000-8000-000000000001';

describeDatabases('transactions', (open) => {
  let db: Database;

  beforeEach(async () => {
    db ??= await open();
    await db.prisma.installation.deleteMany();
  });

  test('what was written is there after the commit, and its result is returned', async () => {
    const id = await runTransaction(db, async (tx) => {
      const row = await tx.installation.create({ data: { id: ID } });
      return row.id;
    });
    expect(id).toBe(ID);
    expect(await db.prisma.installation.count()).toBe(1);
  });

  test('an error leaves nothing and comes out as it was thrown', async () => {
    const thrown = new Error('no');
    await expect(
      runTransaction(db, async (tx) => {
        await tx.installation.create({ data: { id: ID } });
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    expect(await db.prisma.installation.count()).toBe(0);
  });

  test('work that swallowed a failed statement is not acknowledged as committed', async () => {
    await expect(
      runTransaction(db, async (tx) => {
        await tx.installation.create({ data: { id: ID } });
        await tx.$executeRaw`select 1 / 0`.catch(() => undefined);
      }),
    ).rejects.toThrow('cannot be committed');
    expect(await db.prisma.installation.count()).toBe(0);
    expect(await runTransaction(db, (tx) => tx.installation.count())).toBe(0);
  });

  test('transactions are READ COMMITTED', async () => {
    const [row] = await runTransaction(
      db,
      (tx) =>
        tx.$queryRaw<[{ level: string }]>`
          select current_setting('transaction_isolation') as level`,
    );
    expect(row.level).toBe('read committed');
  });

  test.each(['40001', '40P01'])('a victim (%s) is run again until it succeeds', async (state) => {
    let runs = 0;
    await runTransaction(db, async (tx) => {
      runs += 1;
      await tx.installation.create({ data: { id: ID } });
      if (runs < 4) await raise(tx, state);
    });
    expect(runs).toBe(4);
    expect(await db.prisma.installation.count()).toBe(1);
  });

  test('work that stays a victim is given up as unavailable, after five runs', async () => {
    let runs = 0;
    await expect(
      runTransaction(db, async (tx) => {
        runs += 1;
        await raise(tx, '40001');
      }),
    ).rejects.toMatchObject({ name: 'DatabaseUnavailable', code: 'unavailable', status: 503 });
    expect(runs).toBe(5);
  });

  test.each([
    ['a full disk', '53100'],
    ['too many connections', '53300'],
    ['a shutdown', '57P01'],
    ['a statement that takes too long', '57014'],
    ['a standby', '25006'],
  ])('%s is unavailable, not a defect of the request', async (_title, state) => {
    const run = runTransaction(db, (tx) => raise(tx, state));
    await expect(run).rejects.toBeInstanceOf(DatabaseUnavailable);
    const alone = db.prisma.$executeRawUnsafe(raising(state));
    await expect(alone).rejects.toBeInstanceOf(DatabaseUnavailable);
    const error = await db.pool.query(raising(state)).catch((cause: unknown) => cause);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(sqlStateOf(error)).toBe(state);
  });

  test('a unique violation is told by its index, through the client, raw and pg', async () => {
    await db.prisma.installation.create({ data: { id: ID } });
    const other = ID.replace(/1$/, '2');
    const attempts = [
      () => db.prisma.installation.create({ data: { id: other } }),
      () => db.prisma.$executeRaw`insert into installation (id) values (${other}::uuid)`,
      () => db.pool.query('insert into installation (id) values ($1)', [other]),
    ];
    for (const attempt of attempts) {
      const error = await Promise.resolve(attempt()).catch((cause: unknown) => cause);
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, 'installation_singleton_key')).toBe(true);
      expect(isUniqueViolation(error, 'installation_pkey')).toBe(false);
      expect(isDatabaseUnavailable(error)).toBe(false);
    }
  });

  test('a list of bytes with null in it is refused, because it would be stored as text', async () => {
    const list = [null, new Uint8Array([0, 255])];
    const query = db.prisma.$queryRaw`select x from unnest(${list}::bytea[]) x`;
    await expect(query).rejects.toThrow('pass hex');
  });

  test('sets of bytes, ids, numbers, texts and times arrive as they were sent', async () => {
    const bytes = [
      new Uint8Array([0, 255, 16]),
      new Uint8Array(),
      new Uint8Array([1, 2]).subarray(1),
    ];
    const ids = [1, 2, 3].map((last) => ID.replace(/1$/, String(last)));
    const texts = ['a"b\\c,{}\n', null, 'NULL'];
    const big = [1n, -2n, 9007199254740993n];
    const at = new Date('2024-03-31T01:30:00.123Z');
    const rows = await db.prisma.$queryRaw`
      select * from unnest(${ids}::uuid[], ${bytes}::bytea[], ${texts}::text[], ${big}::bigint[],
        ${[null, 2, 3]}::int[], ${[at, null, at]}::timestamptz[]) as t (id, bytes, text, big, number, at)`;
    expect(rows).toEqual(
      ids.map((id, index) => ({
        id,
        bytes: Uint8Array.from(bytes[index] ?? []),
        text: texts[index],
        big: big[index],
        number: [null, 2, 3][index],
        at: [at, null, at][index],
      })),
    );
  });
});

function raising(state: string): string {
  return `do $$ begin raise exception sqlstate '${state}' using message = 'made by a test'; end $$`;
}

async function raise(tx: Tx, state: string): Promise<void> {
  await tx.$executeRawUnsafe(raising(state));
}

describePostgres('transactions among several connections', (serverUrl) => {
  test('two transactions that deadlock both commit in the end', async () => {
    const db = await openPostgresCopy(serverUrl);
    try {
      await db.pool.query(`insert into node (id, host, pid) values
        ('${ID}', 'a', 0), ('${ID.replace(/1$/, '2')}', 'b', 0)`);
      let runs = 0;
      let arrived: () => void = () => undefined;
      const both = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const crossing = (first: string, second: string) =>
        runTransaction(db, async (tx) => {
          runs += 1;
          await tx.$executeRaw`update node set pid = pid + 1 where host = ${first}`;
          if (runs >= 2) arrived();
          await both;
          await tx.$executeRaw`update node set pid = pid + 1 where host = ${second}`;
        });
      await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
      expect(runs).toBe(3);
      const { rows } = await db.pool.query('select distinct pid from node');
      expect(rows).toEqual([{ pid: 2 }]);
    } finally {
      await db.close();
    }
  });
});
