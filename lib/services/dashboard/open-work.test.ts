import { beforeEach, expect, it } from 'vitest';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import { putSecret } from '../secrets/put-secrets';
import { countOpenLeaks } from './open-work';
import { readDashboard } from './read-dashboard';

describeDatabases('work that is open on a dashboard', (open) => {
  let acme: TestOrganization;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const uuid = (id: string) =>
    fromTypeId(['organization', 'team', 'workspace', 'app', 'secret', 'user'], id)!;

  async function put(scope: ScopeSummary, key: string): Promise<string> {
    await putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value-of-${key}-that-is-long-enough`),
      format: 'utf8',
      type: 'generic',
    });
    const { prisma } = acme.ctx.installation.database;
    return (await prisma.secret.findFirstOrThrow({ where: { name: key } })).id;
  }

  /** A rotation of one secret, as the table has it. */
  async function run(
    scope: ScopeSummary,
    key: string,
    item: { newVersion?: number; promotedAt?: Date } = {},
    assignee?: { step: string; id: string },
  ) {
    const { prisma } = acme.ctx.installation.database;
    const secretId = await put(scope, key);
    await prisma.rotationRun.create({
      data: {
        ...{ id: newUuid(), organizationId: acme.id, scopeId: uuid(scope.id) },
        ...{ title: key, overlapHours: 24, startedBy: 'ada' },
        items: {
          create: {
            ...{ secretId, openSecretId: secretId, position: 0, name: key },
            ...{ scopePath: scope.path, oldVersion: 1, ...item },
          },
        },
        ...(assignee
          ? { steps: { create: { kind: assignee.step, assigneeId: assignee.id } } }
          : {}),
      },
    });
  }

  async function leak(scope: ScopeSummary, name: string, minutes: number, contained = false) {
    const { prisma } = acme.ctx.installation.database;
    const openedAt = new Date(Date.now() - minutes * 60_000);
    await prisma.leakCase.create({
      data: {
        ...{ id: newUuid(), organizationId: acme.id, scopeId: uuid(scope.id) },
        ...{ secretId: newUuid(), name, scopePath: scope.path, versions: [1], openedAt },
        ...{ foundBy: 'secret', whereFound: 'a log', openedBy: 'ada' },
        containedAt: contained ? new Date() : null,
      },
    });
  }

  it('names rotations by the step that waits, mine first, and those of the scope alone', async () => {
    const { app, team } = acme.payments;
    await run(app, 'NEW');
    await run(app, 'STAGED', { newVersion: 2 });
    await run(app, 'LIVE', { newVersion: 2, promotedAt: new Date() });
    const mine = { step: 'revocation', id: acme.owner.id };
    await run(app, 'MINE', { newVersion: 2, promotedAt: new Date() }, mine);
    await run(acme.search.app, 'ELSEWHERE');
    const { runs } = await readDashboard(acme.ctx, anyKind(team.path));
    expect(runs.total).toBe(4);
    expect(runs.items.map(({ title, step, mine: isMine }) => [title, step, isMine])).toEqual([
      ['MINE', 'revocation', true],
      ['NEW', 'value', false],
      ['STAGED', 'staging', false],
      ['LIVE', 'revocation', false],
    ]);
  });

  it('tells of leak cases, those first that are not contained, the oldest first', async () => {
    const { app, team } = acme.payments;
    await leak(app, 'CONTAINED', 90, true);
    await leak(app, 'FRESH', 5);
    await leak(team, 'OLD', 60);
    await leak(acme.search.app, 'ELSEWHERE', 600);
    const { leaks } = await readDashboard(acme.ctx, anyKind(team.path));
    expect([leaks.total, leaks.uncontained]).toEqual([3, 2]);
    expect(leaks.items.map(({ key }) => key)).toEqual(['OLD', 'FRESH', 'CONTAINED']);
  });

  it('counts the leak cases that are open where somebody may list secrets', async () => {
    await leak(acme.payments.app, 'ONE', 5);
    await leak(acme.search.app, 'TWO', 5);
    const { installation } = acme.ctx;
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    expect(await countOpenLeaks(acme.ctx)).toBe(2);
    expect(await countOpenLeaks(contextOf(installation, viewer))).toBe(1);
  });

  it('tells of keys, backups and the log to those alone who look after them', async () => {
    const told = await readDashboard(acme.ctx, PLATFORM_SCOPE);
    expect(told.keys).toMatchObject({ state: 'unlocked', operation: null, lost: 0 });
    expect(told.backups).toMatchObject({ warnings: ['no_copy', 'none'], newest: [], drill: null });
    expect(told.log).toMatchObject({ intact: true });
    const lead = await makeMember(acme, 'lead', 'admin', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, lead);
    const { keys, backups, log } = await readDashboard(ctx, anyKind(acme.payments.team.path));
    expect({ keys, backups, log }).toEqual({ keys: null, backups: null, log: null });
  });

  it('says that the log is not as it was left once an event of it is gone', async () => {
    const { prisma } = acme.ctx.installation.database;
    const chainId = acme.id;
    const { number } = (await prisma.auditEvent.findFirst({
      where: { chainId },
      orderBy: { number: 'desc' },
    }))!;
    await prisma.auditEvent.delete({ where: { chainId_number: { chainId, number } } });
    const { log } = await readDashboard(acme.ctx, PLATFORM_SCOPE);
    expect(log?.intact).toBe(false);
  });
});
