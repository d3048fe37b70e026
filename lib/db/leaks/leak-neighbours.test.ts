import { beforeAll, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { Database } from '../connection/database';
import { readNeighbours } from './leak-neighbours';

const APP = 'payments.production.billing';
const BESIDE = 'search.production.indexer';

describeDatabases('what was delivered together', (open) => {
  let database: Database;
  let acme: TestOrganization;
  const scopes = new Map<string, string>();
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    const rows = await database.prisma.scope.findMany({ select: { id: true, path: true } });
    for (const { id, path } of rows) scopes.set(path, id);
    await put('_platform', ['SHARED', 'UNUSED']);
    await put(APP, ['LEAKED', 'OWN']);
    await put(BESIDE, ['LED', 'PLAIN', 'EARLIER']);
  });

  async function put(scope: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const id = newUuid();
      secrets.set(name, id);
      const kind = { type: 'generic', category: 'generic', backend: 'local', latestVersion: 2 };
      const place = { organizationId: acme.id, scopeId: scopes.get(scope)! };
      await database.prisma.secret.create({ data: { id, name, ...place, ...kind } });
    }
  }

  /** So many deliveries to the app: each name with its version, `LED` by an alias of the app. */
  async function deliver(many: number, names: Readonly<Record<string, number>>): Promise<void> {
    const app = scopes.get(APP)!;
    const tag = newUuid();
    await database.pool.query(
      `WITH made AS (
         INSERT INTO delivery (id, organization_id, app_id, taken_by_id, taken_by, jti,
                               key_thumbprint, platform_generation, app_generation)
         SELECT gen_random_uuid(), $1, $2, $2, 'bot', $3 || n, $3 || n, 1, 1
           FROM generate_series(1, $4::int) n RETURNING id)
       INSERT INTO delivery_item (delivery_id, name, source_id, winner_id, scope_id, scope_kind,
                                  scope_path, via, version, form)
       SELECT made.id, t.name, t.id, t.id, $2, 'app', '', t.via, t.version, 'env'
         FROM made, json_to_recordset($5::json) AS t(name text, id uuid, via text, version int)`,
      [
        ...[acme.id, app, tag, many],
        JSON.stringify(
          Object.entries(names).map(([name, version]) => ({
            ...{ name, id: secrets.get(name), version },
            via: name === 'LED' ? 'alias' : 'secret',
          })),
        ),
      ],
    );
  }

  /** Of versions that are all exposed by this one. */
  async function together(name: string, version: number): Promise<string[]> {
    const id = newUuid();
    const secretId = secrets.get(name)!;
    const { scopeId } = await database.prisma.secret.findUniqueOrThrow({ where: { id: secretId } });
    const about = { organizationId: acme.id, scopeId, secretId, name, scopePath: '' };
    const found = { foundBy: 'secret', whereFound: 'a log', openedBy: 'ada' };
    await database.prisma.leakCase.create({
      data: { id, ...about, versions: [version], ...found },
    });
    const sight = { roots: [acme.id], namePatterns: [], named: 200 };
    const told = await readNeighbours(database.prisma, [{ id, exposed: [version] }], sight);
    return told
      .get(id)!
      .shown.filter(({ why }) => why.includes('delivery'))
      .map(({ name }) => name)
      .sort();
  }

  it('is found however often it was, from beside too, and by exposed versions alone', async () => {
    await deliver(2, { LEAKED: 1, EARLIER: 1 });
    await deliver(1, { LEAKED: 2, SHARED: 1, OWN: 1, LED: 1 });
    expect(await together('LEAKED', 2)).toEqual(['LED', 'OWN', 'SHARED']);
    await deliver(1100, { LEAKED: 2, SHARED: 1, LED: 1 });
    expect(await together('LEAKED', 2)).toEqual(['LED', 'OWN', 'SHARED']);
    expect(await together('LED', 1)).toEqual(['LEAKED', 'OWN', 'SHARED']);
  });
});
