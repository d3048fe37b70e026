// What a delivery of 200 secrets over four scopes costs, phase by phase, and how many there are a second.
//
//   node --conditions=react-server --import tsx bench/delivery.ts
//
// On a temporary PostgreSQL that waits for its disk. Each phase stands beside the least that does the same
// work: its rows read by one prepared statement, 200 values opened by node:crypto, one payload signed and
// encrypted by jose, the rows of a receipt inserted by one statement in a transaction with a row of the
// log. Two ratios: the sum of our phases over the whole, and the sum of those plain parts over it. Beside
// them stands the same written with Prisma, WebCrypto and jose (bench/delivery-baseline.ts). Rounds
// alternate, and the median counts.

import { createDecipheriv, randomBytes } from 'node:crypto';
import { CompactEncrypt, CompactSign } from 'jose';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { partyOf } from '@/lib/crypto/delivery-form';
import { sealDelivery } from '@/lib/crypto/seal-delivery';
import { holdDeliveryGrant } from '@/lib/db/deliveries/delivery-grant';
import { openDatabase } from '@/lib/db/connection/database';
import type { Tx } from '@/lib/db/connection/transaction';
import { migrate } from '@/lib/db/migration/migrate';
import { listDeliverables } from '@/lib/db/deliveries/deliverables';
import type { TakeDeliveryInput } from '@/lib/contracts/delivery';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { ALL_NAMES } from '@/lib/domain/wanted-names';
import { anyKind, authorize } from '@/lib/services/access/authorize';
import { composeBundle } from '@/lib/services/deliveries/compose-bundle';
import { openDeliverables } from '@/lib/services/deliveries/open-deliverables';
import { recordDelivery } from '@/lib/services/deliveries/record-delivery';
import { readSigners } from '@/lib/services/deliveries/server-key';
import { takeDelivery } from '@/lib/services/deliveries/take-delivery';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import { readToken } from '@/lib/services/tokens/read-token';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, makeToken } from '@/lib/testing/organization';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';
import { takeWithPrisma } from './delivery-baseline';

const NAMES_PER_SCOPE = 50;
const VALUE_BYTES = 64;
const ROUNDS = 41;
const WARM_UP = 10;
const AT_ONCE = 8;
const TAKEN_AT_ONCE = 200;

const cluster = await createPostgresCluster({ durable: true });
const database = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
try {
  await migrate(database);
  const installation = await testInstallation(database);
  const acme = await makeOrganization(installation);
  const { team, workspace, app } = acme.payments;
  for (const [depth, path] of ['_platform', team.path, workspace.path, app.path].entries()) {
    const secrets = Array.from({ length: NAMES_PER_SCOPE }, (_, index) => ({
      key: `KEY_${depth}_${index}`,
      plaintext: Plaintext.fromText(randomBytes(VALUE_BYTES / 2).toString('hex')),
      format: 'utf8' as const,
    }));
    await putSecrets(acme.ctx, anyKind(path), secrets);
  }
  const token = await readToken(installation, await makeToken(acme));
  const ctx = contextOf(installation, token!);
  const scope = await authorize(acme.ctx, anyKind(app.path), 'secrets:list');
  const { current: signer } = await readSigners(installation);
  await database.pool.query('VACUUM ANALYZE');
  const wanted = { names: ALL_NAMES, staged: false };
  const { rows } = await listDeliverables(database, scope, wanted, 2 ** 21);
  const { opened } = await openDeliverables(installation, scope.organizationId, rows);
  const key = randomBytes(32);
  const claims = composeBundle({}, opened, []).use((bytes) => bytes);
  await database.pool.query(
    'CREATE TABLE plain_receipt AS SELECT * FROM delivery; CREATE TABLE plain_item AS SELECT * FROM delivery_item; CREATE TABLE plain_log (id bigserial PRIMARY KEY, text text)',
  );

  const asked = () => {
    const { publicKey } = makeDeliveryKey();
    const input: TakeDeliveryInput = { publicKey, jti: randomBytes(16).toString('base64url') };
    const body = Buffer.from(JSON.stringify(input));
    return { path: `/api/v1/apps/${app.id}/deliveries`, body, input };
  };
  const take = () => takeDelivery(ctx, anyKind(app.path), asked());

  const write = (id: string) => {
    const gathered = {
      opened,
      contributions: [],
      missing: [],
      generations: { platform: 0n, app: 0n },
    };
    const order = {
      app: scope,
      asked: asked(),
      names: ALL_NAMES,
      brief: null,
      hold: async (tx: Tx) => void (await holdDeliveryGrant(tx, scope, token!.id)),
    };
    const taken = { id, at: new Date(), keyThumbprint: id, workerId: null, staged: false };
    return recordDelivery(ctx, order, { ...taken, partial: false, gathered });
  };

  /** The rows by an index, without winners, aliases or generations. */
  const plainRows = () =>
    database.pool.query({
      name: 'plain-rows',
      text: `SELECT s.name, s.id, s.scope_id, v.number, v.format, e.envelope, k.id AS key_id, k.wrapped
               FROM secret s
               JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
               JOIN sealed_value e ON e.version_id = v.id
               JOIN data_key k ON k.id = e.data_key_id
              WHERE s.scope_id = ANY ($1::uuid[]) AND s.deleted_at IS NULL`,
      values: [[...scope.lineage]],
    });
  const plainOpen = async () => {
    for (const { sealed } of rows) {
      const nonce = sealed!.envelope.subarray(19, 31);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
      decipher.setAAD(nonce);
      decipher.setAuthTag(sealed!.envelope.subarray(-16));
      decipher.update(sealed!.envelope.subarray(31, -16));
    }
  };
  const plainSeal = async () => {
    const { publicKey, path, body } = { ...asked().input, ...asked() };
    const signed = await new CompactSign(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: signer.kid })
      .sign(signer.privateKey);
    return new CompactEncrypt(Buffer.from(signed))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .setKeyManagementParameters({ apv: partyOf({ path, body }) })
      .encrypt({ ...publicKey });
  };
  const columns = (value: (index: number) => unknown) => rows.map((_, index) => value(index));
  const plainWrite = async () => {
    const client = await database.pool.connect();
    const id = newUuid();
    await client.query({ name: 'plain-begin', text: 'BEGIN' });
    await client.query({
      name: 'plain-receipt',
      text: `WITH receipt AS (
               INSERT INTO plain_receipt (id, organization_id, app_id, jti, key_thumbprint, taken_by)
               VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, 'x'))
             INSERT INTO plain_item (delivery_id, name, source_id, winner_id, scope_id, scope_path, version)
             SELECT $1::uuid, t.* FROM unnest($6::text[], $7::uuid[], $8::uuid[], $9::uuid[], $10::text[], $11::int[]) t`,
      values: [
        id,
        scope.organizationId,
        scope.id,
        id,
        id,
        columns((index) => rows[index]!.name),
        columns((index) => rows[index]!.sourceId),
        columns((index) => rows[index]!.winnerId),
        columns((index) => rows[index]!.scopeId),
        columns((index) => rows[index]!.scopePath),
        columns(() => 1),
      ],
    });
    const log = { name: 'plain-log', text: 'INSERT INTO plain_log (text) VALUES ($1)' };
    await client.query({ ...log, values: ['x'.repeat(500)] });
    await client.query({ name: 'plain-commit', text: 'COMMIT' });
    client.release();
  };

  const works: Record<string, () => Promise<unknown>> = {
    'ours, all of it': take,
    resolve: () => listDeliverables(database, scope, wanted, 2 ** 21),
    open: () => openDeliverables(installation, scope.organizationId, rows),
    'sign and seal': () => {
      const { input, ...request } = asked();
      return sealDelivery(composeBundle({}, opened, []), signer, input.publicKey, request);
    },
    transaction: () => write(newUuid()),
    'plain statement': plainRows,
    'plain opening': plainOpen,
    'plain sign and seal (jose)': plainSeal,
    'plain transaction': plainWrite,
    'Prisma and jose, all of it': () =>
      takeWithPrisma(database, { scope, token: token!, signer, key, asked: asked() }),
  };
  const times = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const from = performance.now();
      await work();
      if (round >= 0) times.get(name)!.push(performance.now() - from);
    }
  }
  const of = (name: string) => median(times.get(name)!);
  console.log(`${rows.length} secrets over ${scope.lineage.length} scopes`);
  for (const name of Object.keys(works))
    console.log(`${name.padEnd(46)} ${of(name).toFixed(2)} ms`);
  const sumOf = (names: readonly string[]) => names.reduce((total, name) => total + of(name), 0);
  const phases = ['resolve', 'open', 'sign and seal', 'transaction'];
  const plain = Object.keys(works).filter((name) => name.startsWith('plain'));
  const ours = of('ours, all of it');
  console.log(`sum of our phases over ours: ${(sumOf(phases) / ours).toFixed(2)}`);
  console.log(`sum of the plain parts over ours: ${(sumOf(plain) / ours).toFixed(2)}`);
  console.log(`ours over Prisma and jose: ${(ours / of('Prisma and jose, all of it')).toFixed(2)}`);
  const from = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let n = 0; n < TAKEN_AT_ONCE / AT_ONCE; n += 1) await take();
    }),
  );
  const rate = TAKEN_AT_ONCE / ((performance.now() - from) / 1000);
  console.log(
    `${AT_ONCE} at once: ${rate.toFixed(0)} deliveries/s, each with receipt and audit event`,
  );
} finally {
  await database.close();
  await cluster.remove();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
