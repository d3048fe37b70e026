import { beforeEach, expect, it, vi } from 'vitest';
import { describeDatabases, describePostgres } from '@/lib/testing/database';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { beginWith, commitWith } from './bounded-statement';
import type { Database } from './database';
import { connectionOf, runTransaction, type Tx } from './transaction';

const ID = '01900000-0000-7000-8000-000000000001';
const INSERT = { text: 'insert into installation (id) values ($1)', values: [ID] };

describeDatabases('the connection of a transaction', (open) => {
  let db: Database;

  beforeEach(async () => {
    db ??= await open();
    await db.prisma.installation.deleteMany();
  });

  const stored = () => db.prisma.installation.count();

  it('writes what Prisma reads in the same transaction, and commits with it', async () => {
    const seen = await runTransaction(db, async (tx) => {
      await connectionOf(tx).query(INSERT);
      return tx.installation.count();
    });
    expect(seen).toBe(1);
    expect(await stored()).toBe(1);
  });

  it('is rolled back with the transaction', async () => {
    const failed = runTransaction(db, async (tx) => {
      await connectionOf(tx).query(INSERT);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await stored()).toBe(0);
  });

  it('keeps the transaction from being committed after a failed statement that was swallowed', async () => {
    const swallowed = runTransaction(db, async (tx) => {
      await tx.installation.create({ data: { id: ID } });
      const failing = connectionOf(tx).query({ text: 'select 1 / 0' });
      await failing.catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('cannot be committed');
    expect(await stored()).toBe(0);
  });

  it('refuses statements once the transaction has ended', async () => {
    const kept: Tx[] = [];
    await runTransaction(db, async (tx) => kept.push(tx));
    await expect(connectionOf(kept[0]!).query(INSERT)).rejects.toThrow('has ended');
    expect(await stored()).toBe(0);
  });

  it('lets statements that are sent at once take turns', async () => {
    const warnings: string[] = [];
    const note = (warning: Error) => void warnings.push(warning.message);
    process.on('warning', note);
    const counts = await runTransaction(db, (tx) =>
      Promise.all([
        connectionOf(tx).query<{ n: number }>({ text: 'select 1 as n' }),
        tx.installation.count(),
        connectionOf(tx).query<{ n: number }>({ text: 'select 2 as n' }),
      ]),
    );
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect([counts[0].rows[0]?.n, counts[1], counts[2].rows[0]?.n]).toEqual([1, 0, 2]);
    expect(warnings).toEqual([]);
  });

  it('runs a statement meant for COMMIT before whatever follows it, and commits it otherwise', async () => {
    const seen = await runTransaction(db, async (tx) => {
      connectionOf(tx).queryAtCommit(INSERT);
      return tx.installation.count();
    });
    expect(seen).toBe(1);
    expect(await stored()).toBe(1);
    const other = ID.replace(/1$/, '2');
    await runTransaction(db, async (tx) => {
      connectionOf(tx).queryAtCommit({ text: 'delete from installation' });
      connectionOf(tx).queryAtCommit({ ...INSERT, values: [other] });
    });
    expect(await db.prisma.installation.findMany({ select: { id: true } })).toEqual([
      { id: other },
    ]);
  });

  it('commits nothing when a statement fails that is sent along with COMMIT', async () => {
    // The first transactions of a connection make BEGIN and COMMIT known to it.
    for (let times = 0; times < 3; times += 1) {
      const failed = runTransaction(db, async (tx) => {
        await connectionOf(tx).query(INSERT);
        connectionOf(tx).queryAtCommit({ name: 'twice', ...INSERT });
      });
      await expect(failed).rejects.toMatchObject({ code: '23505' });
      expect(await stored()).toBe(0);
      await runTransaction(db, async (tx) => {
        connectionOf(tx).queryAtCommit({ name: 'deletes', text: 'delete from installation' });
      });
    }
  });

  it('begins with its first statement, and is over when that one fails', async () => {
    for (let times = 0; times < 3; times += 1) {
      const failed = runTransaction(db, async (tx) => {
        const failing = { name: 'divides', text: 'select 1 / $1::int', values: [0] };
        const first = connectionOf(tx).query(failing);
        const second = connectionOf(tx).query(INSERT);
        await Promise.allSettled([first, second]);
        await first;
      });
      await expect(failed).rejects.toMatchObject({ code: '22012' });
      expect(await stored()).toBe(0);
      const { rows } = await db.pool.query('select pg_current_xact_id_if_assigned() as xid');
      expect(rows).toEqual([{ xid: null }]);
    }
  });

  it('is an error where the server rolls back in place of COMMIT', async () => {
    const client = await db.pool.connect();
    try {
      for (let times = 0; times < 2; times += 1) {
        await beginWith(client, INSERT);
        await client.query('select 1 / 0').catch(() => undefined);
        await expect(commitWith(client, null)).rejects.toThrow('rolled it back');
      }
    } finally {
      client.release();
    }
    expect(await stored()).toBe(0);
  });

  it('asks the server nothing where nothing is asked of it, and leaves the connection as it was', async () => {
    expect(await runTransaction(db, async () => 'done')).toBe('done');
    await runTransaction(db, async (tx) =>
      connectionOf(tx).query({ name: 'one', text: 'select 1' }),
    );
    const { rows } = await db.pool.query('select pg_current_xact_id_if_assigned() as xid');
    expect(rows).toEqual([{ xid: null }]);
  });

  it('runs a transaction again whose last statement made it the victim, sent with COMMIT or before', async () => {
    const raise = {
      name: 'victim',
      text: `select query_to_xml('select pg_temp.chosen()', false, false, $1)`,
      values: [''],
    };
    let runs = 0;
    await runTransaction(db, async (tx) => {
      runs += 1;
      await connectionOf(tx).query({
        text: `create or replace function pg_temp.chosen() returns int language plpgsql as
          $$ begin raise exception 'chosen' using errcode = '40001'; end $$`,
      });
      if (runs < 4) connectionOf(tx).queryAtCommit(raise);
      if (runs === 2) await tx.installation.count();
    });
    expect(runs).toBe(4);
  });

  it('runs a transaction again whose statement made it the victim', async () => {
    let runs = 0;
    await runTransaction(db, async (tx) => {
      runs += 1;
      if (runs > 2) return;
      await connectionOf(tx).query({
        text: `do $$ begin raise exception 'chosen' using errcode = '40P01'; end $$`,
      });
    });
    expect(runs).toBe(3);
  });
});

describePostgres('the connections of two transactions at once', (serverUrl) => {
  it('are those that each of them began on', async () => {
    const db = await openPostgresCopy(serverUrl);
    const pid = 'select pg_backend_pid() as pid';
    let arrived = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => (meet = resolve));
    const ofOne = () =>
      runTransaction(db, async (tx) => {
        arrived += 1;
        if (arrived === 2) meet();
        await met;
        const { rows } = await connectionOf(tx).query<{ pid: number }>({ text: pid });
        const [row] = await tx.$queryRawUnsafe<[{ pid: number }]>(pid);
        expect(rows[0]?.pid).toBe(row.pid);
        return row.pid;
      });
    const [first, second] = await Promise.all([ofOne(), ofOne()]);
    expect(first).not.toBe(second);
    await db.close();
  });
});

describePostgres('the connection of a transaction', (serverUrl) => {
  it('is known also where the database was opened by another copy of this code', async () => {
    vi.resetModules();
    const copy = await import('@/lib/testing/postgres-template');
    expect(copy.openPostgresCopy).not.toBe(openPostgresCopy);
    const db = await copy.openPostgresCopy(serverUrl);
    const { rows } = await runTransaction(db, (tx) =>
      connectionOf(tx).query<{ one: number }>({ text: 'select 1 as one' }),
    );
    expect(rows).toEqual([{ one: 1 }]);
    await db.close();
  });
});
