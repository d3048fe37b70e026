// What a change of keys costs with 100,000 values.
//
//   node --conditions=react-server --import tsx bench/keys.ts
//
// On a temporary PostgreSQL, every contest on a fresh copy of one database. Depth 1 wraps the root key
// again, whatever the number of values. Depth 2 seals every value again, in one process and in two, as
// a console does with `keystow keys reencrypt` beside it; its rate is compared with PostgreSQL's own
// UPDATE of the same rows in batches of the same size, which sends nothing and does no cryptography: of
// the same two tables and the same columns with as many new bytes, on one connection and on two, and,
// as a second reference, of the envelopes alone, to what they were. Rounds of all of them alternate, and the
// best of each is printed: what else the machine does only ever slows them down.

import { randomBytes } from 'node:crypto';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import type { UserActor } from '@/lib/domain/actor';
import { Plaintext } from '@/lib/domain/plaintext';
import { anyKind } from '@/lib/services/access/authorize';
import type { Context } from '@/lib/services/context';
import { finishMasterKey } from '@/lib/services/keys/operations/finish-master-key';
import { stageMasterKey } from '@/lib/services/keys/operations/stage-master-key';
import { startKeyOperation } from '@/lib/services/keys/operations/start-operation';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { flipRings } from '@/lib/services/keys/reencrypt/flip-rings';
import { BATCH_ROWS } from '@/lib/services/keys/reencrypt/reseal-values';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { startScript } from '@/lib/testing/child-script';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';
import { asSuperuser } from '@/lib/testing/postgres-template';

const VALUES = 100_000;
const FEW_VALUES = 1_000;
const PLACES = ['payments', 'payments.production', 'payments.production.billing', 'search'];
const VALUE_BYTES = 64;
const ROUNDS = 3;
const COPY = 'copy';
const NEW_KEY = randomBytes(32).toString('hex');

const ENVELOPES_ALONE = `
  UPDATE sealed_value SET envelope = envelope || ''::bytea WHERE version_id = ANY($1::uuid[])`;

/** A digest stands for what comes out of a seal: as many bytes, none of them as before. */
const WHAT_WE_WRITE = `
  WITH next AS (
    SELECT k.id AS old, h.data_key_id AS id FROM data_key k
      JOIN key_head h ON h.owner_id = k.owner_id AND h.purpose = k.purpose
  ), tags AS (
    UPDATE secret_version v
       SET match_key_id = match.id, match_tag = sha256(v.match_tag),
           display_key_id = display.id, display_tag = substr(sha256(v.display_tag), 1, 8)
      FROM next match, next display
     WHERE match.old = v.match_key_id AND display.old = v.display_key_id
       AND v.id = ANY($1::uuid[])
  )
  UPDATE sealed_value e
     SET data_key_id = next.id, envelope = sha256(e.envelope) || substr(e.envelope, 33)
    FROM next WHERE next.old = e.data_key_id AND e.version_id = ANY($1::uuid[])`;

const cluster = await createPostgresCluster();
let owner: UserActor | null = null;

async function seedFirst(database: Database): Promise<void> {
  await migrate(database);
  owner = (await makeOrganization(await testInstallation(database))).owner;
  await put(database, 0, FEW_VALUES);
}

async function put(database: Database, first: number, end: number): Promise<void> {
  const ctx = contextOf(await testInstallation(database), owner!);
  for (let from = first; from < end; from += BATCH_ROWS) {
    const place = anyKind(PLACES[(from / BATCH_ROWS) % PLACES.length]!);
    const batch = Array.from({ length: BATCH_ROWS }, (_, n) => ({
      key: `NAME_${from + n}`,
      plaintext: Plaintext.fromText(randomBytes(VALUE_BYTES / 2).toString('hex')),
      format: 'utf8' as const,
    }));
    await putSecrets(ctx, place, batch);
  }
  await database.pool.query('VACUUM ANALYZE');
}

async function depth1(ctx: Context, values: number): Promise<void> {
  const { database } = ctx.installation;
  await startKeyOperation(ctx, { cause: 'window_over' });
  const stage = await seconds(() => stageMasterKey(ctx, Plaintext.fromText(NEW_KEY)));
  const next = contextOf(await testInstallation(database, { KEYSTOW_MASTER_KEY: NEW_KEY }), owner!);
  const { masterFingerprint } = next.installation.keys.requireUnlocked();
  const finish = await seconds(() => finishMasterKey(next, masterFingerprint));
  console.log(`depth 1, ${values} values: stage ${inSeconds(stage)}, finish ${inSeconds(finish)}`);
}

/** Each answers with the seconds it took, once the rings have their new keys. */
const CONTESTS = {
  'UPDATE of both tables, one connection': (ctx: Context) => update(ctx, WHAT_WE_WRITE, 1),
  're-encryption, one process': (ctx: Context) => seconds(() => reencrypt(ctx)),
  're-encryption, two processes': reencryptWithAnother,
  'UPDATE of both tables, two connections': (ctx: Context) => update(ctx, WHAT_WE_WRITE, 2),
  'UPDATE of the envelopes alone': (ctx: Context) => update(ctx, ENVELOPES_ALONE, 1),
};
type Contest = keyof typeof CONTESTS;
const NAMES = Object.keys(CONTESTS) as Contest[];

async function depth2(): Promise<void> {
  const rounds: Record<Contest, number>[] = [];
  const change: number[] = [];
  const retire: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: Partial<Record<Contest, number>> = {};
    for (const name of NAMES) {
      await onCopy(async (ctx) => {
        const rootId = ctx.installation.keys.requireUnlocked().root.id;
        await startKeyOperation(ctx, { cause: 'data_keys_window_over' });
        change.push(await seconds(() => changeRootKey(ctx)));
        while ((await flipRings(ctx, rootId)) > 0);
        times[name] = await CONTESTS[name](ctx);
        if (!name.startsWith('UPDATE')) retire.push(await seconds(() => retireRootKey(ctx)));
      });
    }
    rounds.push(times as Record<Contest, number>);
  }
  console.log(
    `depth 2, ${VALUES} values: change of the root key ${inSeconds(Math.min(...change))}, retirement ${inSeconds(Math.min(...retire))}`,
  );
  const best = (name: Contest) => Math.min(...rounds.map((times) => times[name]));
  for (const name of NAMES) {
    const ratio = (best(NAMES[0]!) / best(name)).toFixed(2);
    console.log(`${name.padEnd(40)} ${rate(best(name)).padStart(14)}  ${ratio} of the first`);
  }
}

async function reencrypt(ctx: Context): Promise<void> {
  while (!(await runReencryption(ctx)));
}

async function reencryptWithAnother(ctx: Context): Promise<number> {
  const { lines, process: node, end } = startScript('bench/keys-node.ts', [urlOf(COPY)]);
  await lines.next();
  const took = await seconds(async () => {
    node.stdin!.write('go\n');
    await Promise.all([reencrypt(ctx), lines.next()]);
  });
  await end();
  return took;
}

/** In the order in which re-encryption comes to them. */
async function update(ctx: Context, statement: string, connections: number): Promise<number> {
  const { pool } = ctx.installation.database;
  const { rows } = await pool.query<{ id: string }>(
    'SELECT version_id AS id FROM sealed_value ORDER BY data_key_id, version_id',
  );
  const ids = rows.map((row) => row.id);
  const work = async () => {
    while (ids.length > 0) await pool.query(statement, [ids.splice(0, BATCH_ROWS)]);
  };
  return seconds(() => Promise.all(Array.from({ length: connections }, work)));
}

function urlOf(name: string): string {
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  return url.href;
}

async function on(name: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ databaseUrl: urlOf(name), dataDir: '' });
  await work(database).finally(() => database.close());
}

async function onCopy(work: (ctx: Context) => Promise<void>): Promise<void> {
  const asked = (sql: string) => asSuperuser(cluster.url, (client) => client.query(sql));
  await asked(`CREATE DATABASE ${COPY} TEMPLATE seed`);
  await on(COPY, async (database) => work(contextOf(await testInstallation(database), owner!)));
  await asked(`DROP DATABASE ${COPY} WITH (FORCE)`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function rate(time: number): string {
  return `${Math.round(VALUES / time).toLocaleString('en')} rows/s`;
}

function inSeconds(time: number): string {
  return `${time.toFixed(3)} s`;
}

try {
  await asSuperuser(cluster.url, (client) => client.query('CREATE DATABASE seed'));
  await on('seed', seedFirst);
  await onCopy((ctx) => depth1(ctx, FEW_VALUES));
  await on('seed', (database) => put(database, FEW_VALUES, VALUES));
  await onCopy((ctx) => depth1(ctx, VALUES));
  await depth2();
} finally {
  await cluster.remove();
}
