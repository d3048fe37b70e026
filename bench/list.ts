// How near listing and searching 100,000 names of one scope come to the plain index look-up.
//
//   node --conditions=react-server --import tsx bench/list.ts
//
// On a temporary PostgreSQL. The plain look-up reads the names of one page from the index, through the
// same pool, in the same run; ours also joins versions and goes through authorization. Rounds of both
// alternate, and the ratio is plain time over our time in the median pair.

import { openDatabase } from '@/lib/db/connection/database';
import { migrate } from '@/lib/db/migration/migrate';
import { newUuid } from '@/lib/domain/ids';
import type { SecretSort } from '@/lib/domain/secret-sort';
import type { Context } from '@/lib/services/context';
import { listSecrets } from '@/lib/services/secrets/list-secrets';
import { mapSecretPages } from '@/lib/services/secrets/map-secret-pages';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCluster } from '@/lib/testing/postgres-cluster';

const NAMES = 100_000;
const PAGE = 50;
const PAIRS = 200;

const cluster = await createPostgresCluster();
const database = await openDatabase({ databaseUrl: cluster.url, dataDir: '' });
try {
  await migrate(database);
  const { ctx, id } = await makeOrganization(await testInstallation(database));
  await fill(id);
  const middle = 'name_050000';
  await compare('page of 50 from the middle', {
    plain: () => plainPage(id, middle),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { after: middle, limit: PAGE }),
  });
  const changed = await secondPage(ctx, '-changed');
  await compare('page of 50 by change, the last one first', {
    plain: () => plainChangedPage(id),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { sort: '-changed', after: changed, limit: PAGE }),
  });
  const typed = await secondPage(ctx, 'type');
  await compare('page of 50 by type, which no index knows', {
    plain: () => plainPage(id, ''),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { sort: 'type', after: typed, limit: PAGE }),
  });
  await compare('map of all 1,000 pages of 100', {
    plain: () => plainCount(id),
    ours: () => mapSecretPages(ctx, PLATFORM_SCOPE),
  });
  await compare('search that matches one name', {
    plain: () => plainLookUp(id, 'name_073511_x'),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { q: '073511', limit: PAGE }),
  });
  await compare('search that matches nothing', {
    plain: () => plainLookUp(id, 'nothing'),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { q: 'nothing_at_all', limit: PAGE }),
  });
  await compare('search that matches every name', {
    plain: () => plainPage(id, ''),
    ours: () => listSecrets(ctx, PLATFORM_SCOPE, { q: 'name', limit: PAGE }),
  });
} finally {
  await database.close();
  await cluster.remove();
}

async function fill(scopeId: string): Promise<void> {
  const columns = `id, organization_id, scope_id, name, type, category, backend, latest_version, current_version`;
  await database.pool.query(
    `INSERT INTO secret (${columns})
     SELECT gen_random_uuid(), $1, $1, 'NAME_' || lpad(n::text, 6, '0') || '_X', 'generic',
            'infrastructure', 'local', 1, 1
       FROM generate_series(1, $2::int) AS n`,
    [scopeId, NAMES],
  );
  await database.pool.query(
    `INSERT INTO secret_version (id, secret_id, number, format, created_by_kind, created_by)
     SELECT gen_random_uuid(), id, 1, 'utf8', 'system', $1 FROM secret`,
    [newUuid()],
  );
  await database.pool.query('VACUUM ANALYZE');
}

function plainPage(scopeId: string, after: string) {
  return database.pool.query(
    `SELECT lower(name) FROM secret
      WHERE scope_id = $1 AND deleted_at IS NULL AND lower(name) COLLATE "C" > $2
      ORDER BY lower(name) COLLATE "C" LIMIT ${PAGE}`,
    [scopeId, after],
  );
}

function plainLookUp(scopeId: string, name: string) {
  return database.pool.query(
    `SELECT id FROM secret
      WHERE scope_id = $1 AND deleted_at IS NULL AND lower(name) COLLATE "C" = $2`,
    [scopeId, name],
  );
}

function plainChangedPage(scopeId: string) {
  return database.pool.query(
    `SELECT id FROM secret WHERE scope_id = $1 AND deleted_at IS NULL
      ORDER BY updated_at DESC, id DESC LIMIT ${PAGE}`,
    [scopeId],
  );
}

function plainCount(scopeId: string) {
  return database.pool.query(
    'SELECT count(*) FROM secret WHERE scope_id = $1 AND deleted_at IS NULL',
    [scopeId],
  );
}

async function secondPage(ctx: Context, sort: SecretSort): Promise<string> {
  const { next } = await listSecrets(ctx, PLATFORM_SCOPE, { sort, limit: PAGE });
  if (next === null) throw new Error('There is only one page.');
  return next;
}

interface Contest {
  readonly plain: () => Promise<unknown>;
  readonly ours: () => Promise<unknown>;
}

async function compare(what: string, { plain, ours }: Contest): Promise<void> {
  const pairs: { plain: number; ours: number }[] = [];
  for (let i = 0; i < PAIRS; i += 1) {
    pairs.push({ plain: await milliseconds(plain), ours: await milliseconds(ours) });
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const ratio = median(pairs.map((pair) => pair.plain / pair.ours));
  const times = `${median(pairs.map((pair) => pair.plain)).toFixed(2)} ms plain, ${median(pairs.map((pair) => pair.ours)).toFixed(2)} ms ours`;
  console.log(`${what}: ${ratio.toFixed(2)} (${times})`);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
