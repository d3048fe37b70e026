import { beforeEach, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { DAY_MS } from '@/lib/domain/durations';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import { createToken } from '../tokens/create-token';
import { putSecret } from '../secrets/put-secrets';
import type { SecretInput } from '../secrets/secret-input';
import { readDashboard } from './read-dashboard';

describeDatabases('a dashboard', (open) => {
  let acme: TestOrganization;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const put = (scope: ScopeSummary, key: string, more: Partial<SecretInput> = {}) =>
    putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value-of-${key}-that-is-long-enough`),
      format: 'utf8',
      type: 'generic',
      ...more,
    });

  /** Lets the current value of a secret be that many days old. */
  async function age(key: string, days: number): Promise<void> {
    const { prisma } = acme.ctx.installation.database;
    await prisma.$executeRaw`
      UPDATE secret_version v SET created_at = now() - make_interval(days => ${days})
        FROM secret s WHERE s.id = v.secret_id AND s.name = ${key}`;
  }

  const soon = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

  it('sums the secrets of a team by workspace and state, and lists the overdue, the worst first', async () => {
    const { team, workspace, app } = acme.payments;
    await put(team, 'FRESH');
    await put(app, 'OLD', { type: 'api_key' });
    await put(app, 'OLDER', { type: 'api_key' });
    await put(workspace, 'DUE', { type: 'api_key' });
    await put(workspace, 'OWN_WINDOW', { rotationWindowDays: 5 });
    await put(workspace, 'ENDS', { expiresAt: soon(3) });
    await put(acme.search.app, 'ELSEWHERE', { type: 'api_key' });
    for (const [key, days] of [
      ['OLD', 91],
      ['OLDER', 120],
      ['DUE', 80],
      ['OWN_WINDOW', 6],
      ['ELSEWHERE', 200],
    ] as const) {
      await age(key, days);
    }
    const dashboard = await readDashboard(acme.ctx, anyKind(team.path));
    expect(dashboard.total).toBe(6);
    expect(dashboard.places.map(({ scope, counts }) => [scope.path, counts])).toEqual([
      [team.path, { current: 1 }],
      [workspace.path, { due: 1, expiring: 1, overdue: 3 }],
    ]);
    expect(dashboard.overdue.map(({ key, days, health }) => [key, days, health])).toEqual([
      ['OLDER', 30, 'overdue'],
      ['OLD', 1, 'overdue'],
      ['OWN_WINDOW', 1, 'overdue'],
    ]);
  });

  it('of the organization is by team, its shared secrets apart', async () => {
    await put({ path: '_platform' } as ScopeSummary, 'SHARED');
    await put(acme.payments.app, 'ONE');
    await put(acme.search.workspace, 'TWO');
    const { places } = await readDashboard(acme.ctx, PLATFORM_SCOPE);
    expect(places.map(({ scope, total }) => [scope.path, total])).toEqual([
      ['_platform', 1],
      ['payments', 1],
      ['search', 1],
    ]);
  });

  it('tells of tokens that end within two weeks, and of the latest changes there', async () => {
    const { team, app } = acme.payments;
    await makeToken(acme, app);
    const scope = { kind: team.kind, id: team.id };
    const permissions = ['secrets:list' as const];
    await createToken(acme.ctx, { name: 'ends', scope, permissions, expiresAt: soon(13) });
    await createToken(acme.ctx, { name: 'later', scope, permissions, expiresAt: soon(15) });
    await put(app, 'KEY');
    await put(acme.search.app, 'ELSEWHERE');
    const { tokens, changes } = await readDashboard(acme.ctx, anyKind(team.path));
    expect(tokens).toMatchObject({ working: 3, ending: [{ name: 'ends' }] });
    expect(changes?.[0]?.target?.name).toBe('KEY');
    expect(changes?.some(({ target }) => target?.name === 'ELSEWHERE')).toBe(false);
  });

  it('keeps back what needs a permission of its own, without counting it as a refusal', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const { installation } = acme.ctx;
    const ctx = contextOf(installation, viewer);
    const dashboard = await readDashboard(ctx, anyKind(acme.payments.team.path));
    expect(dashboard).toMatchObject({ members: null, changes: null, tokens: null });
    const refused = { action: 'access.denied' };
    expect(await installation.database.prisma.auditEvent.count({ where: refused })).toBe(0);
  });
});
