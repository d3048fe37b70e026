// What a change of keys costs with 100,000 values.
//
//   node --conditions=react-server --import tsx bench/keys.ts
//
// On a temporary PostgreSQL. Depth 1 wraps the root key again, whatever the number of values. Depth 2
// seals every value again; its rate is compared with PostgreSQL's own UPDATE of the same rows of the
// same table, in batches of the same size and in the same run, which does no cryptography and no tags.

import { randomBytes } from 'node:crypto';
import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { Plaintext } from '@/lib/domain/plaintext';
import { anyKind } from '@/lib/services/access/authorize';
import { finishMasterKey } from '@/lib/services/keys/operations/finish-master-key';
import { stageMasterKey } from '@/lib/services/keys/operations/stage-master-key';
import { startKeyOperation } from '@/lib/services/keys/operations/start-operation';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { BATCH_ROWS } from '@/lib/services/keys/reencrypt/reseal-values';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';

const VALUES = 100_000;
const PLACES = ['payments', 'payments.production', 'payments.production.billing', 'search'];
const VALUE_BYTES = 64;
const NEW_KEY = randomBytes(32).toString('hex');

const cluster = await createPostgresCluster();
const database = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
try {
  await migrate(database);
  const { ctx, owner } = await makeOrganization(await testInstallation(database));
  for (let from = 0; from < VALUES; from += BATCH_ROWS) {
    const place = anyKind(PLACES[(from / BATCH_ROWS) % PLACES.length]!);
    await putSecrets(
      ctx,
      place,
      Array.from({ length: BATCH_ROWS }, (_, n) => ({
        key: `NAME_${from + n}`,
        plaintext: Plaintext.fromText(randomBytes(VALUE_BYTES / 2).toString('hex')),
        format: 'utf8' as const,
      })),
    );
  }
  await database.pool.query('VACUUM ANALYZE');

  await startKeyOperation(ctx, { cause: 'key_and_database_leaked' });
  const stage = await seconds(() => stageMasterKey(ctx, Plaintext.fromText(NEW_KEY)));
  const next = contextOf(await testInstallation(database, { KEYSTOW_MASTER_KEY: NEW_KEY }), owner);
  const { masterFingerprint } = next.installation.keys.requireUnlocked();
  const finish = await seconds(() => finishMasterKey(next, masterFingerprint));
  console.log(
    `depth 1, ${VALUES} values: stage ${stage.toFixed(3)} s, finish ${finish.toFixed(3)} s`,
  );

  await database.pool.query('VACUUM ANALYZE');
  const plain = await seconds(plainUpdate);
  await database.pool.query('VACUUM ANALYZE');
  const change = await seconds(() => changeRootKey(next));
  const ours = await seconds(() => runReencryption(next));
  const retire = await seconds(() => retireRootKey(next));
  const rate = (time: number) => `${Math.round(VALUES / time).toLocaleString('en')} rows/s`;
  console.log(
    `depth 2: ${rate(ours)} against ${rate(plain)} of a plain UPDATE, ratio ${(plain / ours).toFixed(2)}; change of the root key ${change.toFixed(3)} s, retirement ${retire.toFixed(3)} s`,
  );
} finally {
  await database.close();
  await cluster.remove();
}

/** The same rows in batches of the same size: every envelope is written anew, to what it was. */
async function plainUpdate(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    'SELECT version_id AS id FROM sealed_value ORDER BY version_id',
  );
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const ids = rows.slice(from, from + BATCH_ROWS).map((row) => row.id);
    await database.pool.query(
      `UPDATE sealed_value SET envelope = envelope || ''::bytea WHERE version_id = ANY($1::uuid[])`,
      [ids],
    );
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
