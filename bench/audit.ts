// What an audit log costs: to verify a million events, and to write one with every change.
//
//   node --conditions=react-server --import tsx bench/audit.ts [events]
//
// On a temporary PostgreSQL that waits for its disk, as it does in use. Verifying is compared with reading
// the same texts in batches and hashing each once (SHA-256), which proves nothing.
// Writing is compared with a bare INSERT of one row of the same bytes in a transaction of its own, on one
// connection. Rounds of both alternate; the ratio is plain time over ours in the median round.

import { hash } from 'node:crypto';
import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { Plaintext } from '@/lib/domain/plaintext';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { signLog } from '@/lib/services/audit/sign-checkpoint';
import { verifyLog } from '@/lib/services/audit/verify-log';
import { recorded } from '@/lib/services/recorded';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const EVENTS_AT_ONCE = 2_000;
const ROWS_AT_ONCE = 10_000;
const VERIFY_ROUNDS = 5;
const WRITES = 300;
const WRITE_ROUNDS = 9;

const cluster = await createPostgresCluster({ durable: true });
const database = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
try {
  await migrate(database);
  const { ctx, id, owner } = await makeOrganization(await testInstallation(database));
  const event: AuditEvent = { action: 'session.ended', user: { id: owner.id, name: owner.email } };
  const append = (count: number) =>
    recorded(
      ctx,
      async () => undefined,
      () => ({ in: { organizationId: id }, events: Array.from({ length: count }, () => event) }),
    );
  await compareWrites(append, (round) => put(round));
  for (let count = 0; count < EVENTS; count += EVENTS_AT_ONCE) await append(EVENTS_AT_ONCE);
  await signLog(ctx.installation, id);
  await database.pool.query('VACUUM ANALYZE');
  await compareVerification();

  async function put(name: string): Promise<void> {
    const value = { key: name, plaintext: Plaintext.fromText('x'.repeat(64)) };
    await putSecrets(ctx, PLATFORM_SCOPE, [{ ...value, format: 'utf8' }]);
  }

  async function compareVerification(): Promise<void> {
    const rounds: Round[] = [];
    for (let round = 0; round < VERIFY_ROUNDS; round += 1) {
      const plain = await seconds(readAndHash);
      const ours = await seconds(async () => {
        const { ok, events } = await verifyLog(ctx);
        if (!ok || events < EVENTS) throw new Error('The log does not verify.');
      });
      rounds.push({ plain, ours });
    }
    tell(`verify ${EVENTS.toLocaleString('en')} events`, rounds, EVENTS, 'events/s');
  }

  async function readAndHash(): Promise<void> {
    for (let last = 0; ;) {
      const { rows } = await database.pool.query<[string, string]>({
        text: `SELECT number, text FROM audit_event WHERE chain_id = $1 AND number > $2
                ORDER BY number LIMIT $3`,
        values: [id, last, ROWS_AT_ONCE],
        rowMode: 'array',
        name: 'plain-rows',
      } as never);
      for (const [, text] of rows) hash('sha256', text, 'buffer');
      if (rows.length < ROWS_AT_ONCE) return;
      last = Number(rows.at(-1)![0]);
    }
  }
} finally {
  await database.close();
  await cluster.remove();
}

async function compareWrites(
  append: (count: number) => Promise<unknown>,
  putOne: (name: string) => Promise<void>,
): Promise<void> {
  const client = await database.pool.connect();
  await client.query('CREATE TABLE plain (id bigserial PRIMARY KEY, text text NOT NULL)');
  const insert = { name: 'plain', text: 'INSERT INTO plain (text) VALUES ($1)' };
  const values = ['x'.repeat(400)];
  const rounds: Record<'plain' | 'events' | 'puts', number>[] = [];
  for (let round = 0; round < WRITE_ROUNDS; round += 1) {
    const plain = await times(() => client.query({ ...insert, values }));
    const events = await times(() => append(1));
    const puts = await times((n) => putOne(`NAME_${round}_${n}`));
    rounds.push({ plain, events, puts });
  }
  client.release();
  const as = (name: 'events' | 'puts') =>
    rounds.map((one) => ({ plain: one.plain, ours: one[name] }));
  tell('one audited event a transaction', as('events'), WRITES, 'commits/s');
  tell('one secret sealed a transaction', as('puts'), WRITES, 'commits/s');
}

async function times(work: (n: number) => Promise<unknown>): Promise<number> {
  return seconds(async () => {
    for (let n = 0; n < WRITES; n += 1) await work(n);
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

interface Round {
  readonly plain: number;
  readonly ours: number;
}

function tell(name: string, rounds: readonly Round[], count: number, unit: string): void {
  const rate = (time: number) => `${Math.round(count / time).toLocaleString('en')} ${unit}`;
  const ratio = median(rounds.map(({ plain, ours }) => plain / ours)).toFixed(2);
  const plain = rate(median(rounds.map((round) => round.plain)));
  const ours = rate(median(rounds.map((round) => round.ours)));
  console.log(`${name.padEnd(34)} ${ratio} of plain (${plain} plain, ${ours} ours)`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
