import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { effectiveWindow, SECRET_DEPTH } from '@/lib/domain/rotation-window';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { judgedSecrets } from './judged-secrets';

const HOUR = 3_600_000;
const RUNS = 40;

/** Places of one branch from the organization down, then the secret itself. */
const generated = fc.record({
  type: fc.constantFrom(...SECRET_TYPES),
  ownDays: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
  limits: fc.array(
    fc.record({
      days: fc.integer({ min: 1, max: 60 }),
      depth: fc.integer({ min: 1, max: SECRET_DEPTH }),
      ofType: fc.constantFrom('every', 'same', 'another'),
      looser: fc.boolean(),
      hoursAgo: fc.integer({ min: 1, max: 9 }),
      signed: fc.boolean(),
      endsInHours: fc.constantFrom(-1, 1),
      ended: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
    { maxLength: 7 },
  ),
});

describeDatabases('the window rule in the database', (open) => {
  let database: Database;
  let acme: TestOrganization;
  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  it('says of every secret what the rule of the domain says of it', async () => {
    const { prisma } = database;
    const { team, workspace, app } = acme.payments;
    const uuidOf = (id: string) => fromTypeId(SCOPE_KINDS, id)!;
    const lineage = [acme.id, ...[team, workspace, app].map(({ id }) => uuidOf(id))];
    await fc.assert(
      fc.asyncProperty(fc.array(generated, { minLength: 1, maxLength: 8 }), async (cases) => {
        await prisma.rotationWindow.deleteMany();
        await prisma.secret.deleteMany();
        const now = new Date();
        // Those of a scope are of all secrets there: the first case's own, which apply to every other.
        const ofScopes = cases[0]!.limits.filter(({ depth }) => depth < SECRET_DEPTH);
        const expected = new Map<string, number | null>();
        const rows: Parameters<typeof prisma.rotationWindow.createMany>[0] = { data: [] };
        const secrets: Parameters<typeof prisma.secret.createMany>[0] = { data: [] };
        const insert = (
          limit: (typeof ofScopes)[number],
          type: string | null,
          secretId: string | null,
        ) => {
          const row = {
            id: newUuid(),
            organizationId: acme.id,
            scopeId: lineage[Math.min(limit.depth, 4) - 1]!,
            secretId,
            type,
            days: limit.days,
            looser: limit.looser,
            setAt: new Date(now.getTime() - limit.hoursAgo * HOUR),
            setBy: 'test',
            reason: 'generated',
            signedAt: limit.signed ? now : null,
            endsAt: limit.looser ? new Date(now.getTime() + limit.endsInHours * HOUR) : null,
            endedAt: limit.ended ? now : null,
          };
          (rows.data as object[]).push(row);
          return { ...row, depth: limit.depth, general: type === null && secretId === null };
        };
        const typeOf = (given: (typeof cases)[number], limit: (typeof ofScopes)[number]) => {
          if (limit.ofType === 'every') return null;
          const another = given.type === 'generic' ? 'api_key' : 'generic';
          return limit.ofType === 'same' ? given.type : another;
        };
        const shared = ofScopes.map((limit) => insert(limit, typeOf(cases[0]!, limit), null));
        for (const [at, given] of cases.entries()) {
          const id = newUuid();
          const own = given.limits
            .filter(({ depth }) => depth === SECRET_DEPTH)
            .map((limit) => insert(limit, typeOf(given, limit), id));
          const limits = [...shared, ...own].filter(
            ({ type }) => type === null || type === given.type,
          );
          const typeDays = TYPE_RULES[given.type].windowDays;
          const basis = { typeDays, ownDays: given.ownDays, limits };
          expected.set(id, effectiveWindow(basis, now)?.days ?? null);
          (secrets.data as object[]).push({
            id,
            organizationId: acme.id,
            scopeId: lineage[3]!,
            name: `S${at}`,
            type: given.type,
            category: 'provider',
            backend: 'local',
            latestVersion: 0,
            rotationWindowDays: given.ownDays,
          });
        }
        await prisma.secret.createMany(secrets);
        await prisma.rotationWindow.createMany(rows);
        const sight = { organizationId: acme.id, roots: [acme.id], namePatterns: [] };
        const judged = await prisma.$queryRaw<{ id: string; days: number | null }[]>`
          SELECT id, window_days AS days FROM (${judgedSecrets(sight)}) judged`;
        expect(new Map(judged.map(({ id, days }) => [id, days]))).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  });
});
