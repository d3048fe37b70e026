import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describePostgres } from '@/lib/testing/database';
import { createPostgresCluster, type PostgresCluster } from '@/lib/testing/postgres-cluster';
import {
  asSuperuser,
  createPostgresCopy,
  openPostgresCopy,
  type TestDatabase,
} from '@/lib/testing/postgres-template';
import { databaseOn, openDatabase, type Database } from './database';
import { DatabaseUnavailable } from './database-unavailable';
import { migrate } from '../migration/migrate';
import { postgresPool } from './postgres-pool';
import { runTransaction } from './transaction';

const MORE_THAN_THE_POOL_HOLDS = 25;

const id = (number: number): string =>
  `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const node = (number: number) => ({ id: id(number), host: 'test', pid: number });

describe('DATABASE_URL', () => {
  test.each(['mysql://a@b/c', 'postgresql://user:hunter2@[/db', 'data/postgres', ''])(
    'a URL that is none is refused without quoting it: %s',
    async (databaseUrl) => {
      const error = await openDatabase({ databaseUrl, dataDir: '' }).catch(
        (refusal: unknown) => refusal,
      );
      expect(error).toMatchObject({ code: 'url_malformed' });
      expect(error).not.toHaveProperty('cause');
      expect(String(error)).not.toContain('hunter2');
    },
  );

  test('the password is not shown by whatever prints the database', async () => {
    const databaseUrl = 'postgresql://user:hunter2@127.0.0.1:1/db';
    const db = await openDatabase({ databaseUrl, dataDir: '' });
    const error: unknown = await migrate(db).catch((refusal: unknown) => refusal);
    expect(inspect(db, { depth: 3 })).not.toContain('hunter2');
    expect(inspect(error, { depth: 6 })).not.toContain('hunter2');
    expect(JSON.stringify(db.pool.options)).not.toContain('hunter2');
    await db.close();
  });

  test('a server that is not there is unavailable, to reads, transactions and migrations', async () => {
    const db = await openDatabase({ databaseUrl: 'postgresql://a@127.0.0.1:1/b', dataDir: '' });
    await expect(db.prisma.node.count()).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(db.prisma.$queryRaw`select 1`).rejects.toBeInstanceOf(DatabaseUnavailable);
    const transaction = runTransaction(db, (tx) => tx.node.count());
    await expect(transaction).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(migrate(db)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await db.close();
  });
});

describePostgres('connections to a shared server', (serverUrl) => {
  test('times and bytes do not depend on how the server is set', async () => {
    const { name, url, drop } = await createPostgresCopy(serverUrl);
    await asSuperuser(serverUrl, async (client) => {
      for (const setting of [
        "timezone = 'America/New_York'",
        "datestyle = 'SQL, DMY'",
        "bytea_output = 'escape'",
        "default_transaction_isolation = 'serializable'",
        "search_path = 'pg_catalog'",
      ]) {
        await client.query(`alter database ${name} set ${setting}`);
      }
    });
    const db = await openDatabase({ databaseUrl: url, dataDir: '' });
    // An hour that New York's clocks have twice.
    const heartbeatAt = new Date('2024-11-03T06:30:00.123Z');
    await db.prisma.node.create({ data: { ...node(1), heartbeatAt } });
    const [raw] = await db.prisma.$queryRaw<
      [{ heartbeat_at: Date; level: string; bytes: Uint8Array }]
    >`
      select heartbeat_at, current_setting('transaction_isolation') as level,
             '\\x00ff'::bytea as bytes from node`;
    const row = await db.prisma.node.findUniqueOrThrow({ where: { id: id(1) } });
    const skewMs = Math.abs(row.startedAt.getTime() - Date.now());
    await db.close();
    await drop();
    expect(row.heartbeatAt).toEqual(heartbeatAt);
    expect(raw).toEqual({
      heartbeat_at: heartbeatAt,
      level: 'read committed',
      bytes: new Uint8Array([0, 255]),
    });
    expect(skewMs).toBeLessThan(60_000);
  });

  test('a connection cut in mid-transaction leaves no partial state, and the pool recovers', async () => {
    const db = await openPostgresCopy(serverUrl);
    for (let turn = 0; turn < MORE_THAN_THE_POOL_HOLDS; turn += 1) {
      const cut = runTransaction(db, async (tx) => {
        await tx.node.create({ data: node(turn) });
        const [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`select pg_backend_pid() as pid`;
        await asSuperuser(serverUrl, (client) =>
          client.query('select pg_terminate_backend($1)', [pid]),
        );
        await tx.node.create({ data: node(turn + 1000) });
      });
      await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
    }
    expect(await db.prisma.node.count()).toBe(0);
    await Promise.all(
      Array.from({ length: MORE_THAN_THE_POOL_HOLDS }, (_, turn) =>
        runTransaction(db, (tx) => tx.node.create({ data: node(turn) })),
      ),
    );
    expect(await db.prisma.node.count()).toBe(MORE_THAN_THE_POOL_HOLDS);
    await db.close();
  });
});

/** A network between the console and the server that can swallow everything without a word. */
async function startNetwork(targetPort: number) {
  let silent = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
      from.on('data', (chunk) => {
        if (!silent) to.write(chunk);
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    setSilent: (value: boolean) => {
      silent = value;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

describePostgres('a network that goes silent', (serverUrl) => {
  let copy: TestDatabase;

  beforeAll(async () => {
    copy = await createPostgresCopy(serverUrl);
  });

  afterAll(() => copy.drop());

  test('a request that hangs on it ends as unavailable, and the next one works', async () => {
    const url = new URL(copy.url);
    const network = await startNetwork(Number(url.port));
    url.port = String(network.port);
    const limits = { connectMs: 500, silenceMs: 500, idleMs: 10_000 };
    const db = databaseOn('postgres', postgresPool(url.href, limits));
    const inSilence = runTransaction(db, async (tx) => {
      await tx.node.create({ data: node(1) });
      network.setSilent(true);
      await tx.node.create({ data: node(2) });
    });
    await expect(inSilence).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(db.prisma.node.count()).rejects.toBeInstanceOf(DatabaseUnavailable);
    network.setSilent(false);
    expect(await db.prisma.node.count()).toBe(0);
    await db.close();
    await network.close();
  });
});

describePostgres('a server that goes away', () => {
  let cluster: PostgresCluster;
  let db: Database;

  beforeAll(async () => {
    cluster = await createPostgresCluster();
    db = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
    await migrate(db);
  });

  afterAll(async () => {
    await db.close();
    await cluster.remove();
  });

  test.each(['fast', 'immediate'] as const)(
    'requests fail clearly while it is away (%s stop) and work again by themselves after',
    { timeout: 120_000 },
    async (mode) => {
      await db.prisma.node.deleteMany();
      await db.prisma.node.create({ data: node(1) });
      const cut = runTransaction(db, async (tx) => {
        await tx.node.create({ data: node(2) });
        await cluster.stop(mode);
        await tx.node.create({ data: node(3) });
      });
      await expect(cut).rejects.toBeInstanceOf(DatabaseUnavailable);
      const away = Array.from({ length: MORE_THAN_THE_POOL_HOLDS }, () => db.prisma.node.count());
      for (const attempt of await Promise.allSettled(away)) {
        expect(attempt).toMatchObject({ reason: { code: 'unavailable' } });
      }
      await cluster.start();
      expect(await db.prisma.node.findMany({ select: { pid: true } })).toEqual([{ pid: 1 }]);
      await runTransaction(db, (tx) => tx.node.create({ data: node(4) }));
      expect(await db.prisma.node.count()).toBe(2);
    },
  );
});
