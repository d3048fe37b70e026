import { expect, it } from 'vitest';
import type { AuditEventView } from '@/lib/contracts/audit';
import { DAY_MS } from '@/lib/domain/durations';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import { anyKind, authorize } from '../access/authorize';
import { recordFinishedDenials } from '../access/keep-denials';
import { admitSignIn, SIGN_IN_LIMITS } from '../sessions/admit-sign-in';
import { listDenials } from './list-denials';
import { listAuditEvents } from './list-events';
import { verifyLog } from './verify-log';

const sumOf = (events: readonly AuditEventView[]) =>
  events.reduce((sum, { details }) => sum + Number(details['count']), 0);

describeDatabases('refusals', (open) => {
  it('are counted by who was refused what where, and over time, for whoever reads the log', async () => {
    const database = await open();
    const acme = await makeOrganization(await testInstallation(database));
    const { team, app } = acme.payments;
    const member = await makeMember(acme, 'viewer', 'viewer', team);
    const viewer = contextOf(acme.ctx.installation, member);
    const name = member.email;
    const refuse = (path: string, permission: 'secrets:write' | 'audit:read') =>
      expect(authorize(viewer, anyKind(path), permission)).rejects.toBeTruthy();
    const nextMinute = () =>
      database.pool.query(`UPDATE denial_window SET minute = minute - interval '2 minutes'`);
    for (let times = 0; times < 3; times += 1) await refuse(app.path, 'secrets:write');
    const now = await listDenials(acme.ctx, {});
    expect(now.items).toEqual([expect.objectContaining({ permission: 'secrets:write', count: 3 })]);
    await nextMinute();
    expect((await listDenials(acme.ctx, {})).items).toMatchObject([{ count: 3 }]);
    const nodes = Array.from({ length: 3 }, () => recordFinishedDenials(acme.ctx.installation));
    await Promise.all(nodes);
    const { items } = await listAuditEvents(acme.ctx, { action: 'access.denied' });
    // One more where a minute ended meanwhile.
    expect([2, 3]).toContain(items.length);
    expect(sumOf(items)).toBe(3);
    expect(items.map(({ actor, scope }) => [actor?.name, scope?.path])).toEqual(
      items.map(() => [name, app.path]),
    );
    expect(items[0]!.details['minute']).toMatch(/:00\.000Z$/);
    expect(await database.prisma.denialWindow.count()).toBe(0);
    await refuse('search', 'audit:read');

    const told = await listDenials(acme.ctx, {});
    expect(told.counts).toHaveLength(7);
    expect(told.counts.at(-1)).toBe(4);
    expect(told.items.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    const [first] = told.items.filter(({ permission }) => permission === 'secrets:write');
    expect(first).toMatchObject({
      count: 3,
      actor: { kind: 'user', name },
      scope: { path: app.path },
    });
    const hour = { since: new Date(Date.now() - 3_000_000).toISOString() };
    expect(await listDenials(acme.ctx, hour)).toMatchObject({ partSeconds: 3600, counts: [4] });
    const before = { until: new Date(Date.now() - DAY_MS).toISOString() };
    expect((await listDenials(acme.ctx, before)).items).toEqual([]);
    const within = await listDenials(acme.ctx, { scope: team.path });
    expect(within.items.map(({ scope }) => scope?.path)).toEqual([app.path]);
    await expect(listDenials(viewer, {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of different things within a minute are told apart, and sign-ins that were throttled are none', async () => {
    const acme = await makeOrganization(await testInstallation(await open()));
    const { installation } = acme.ctx;
    const member = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const viewer = contextOf(installation, member);
    const { app } = acme.payments;
    for (let times = 0; times < 2; times += 1) {
      for (const permission of ['secrets:write', 'secrets:delete'] as const) {
        await expect(authorize(viewer, anyKind(app.path), permission)).rejects.toBeTruthy();
      }
    }
    const attempt = { email: acme.owner.email, address: '192.0.2.9', user: acme.owner };
    for (let times = 0; times < SIGN_IN_LIMITS.pair.attemptsMax; times += 1) {
      await admitSignIn(installation, attempt);
    }
    for (let times = 0; times < 3; times += 1) {
      await expect(admitSignIn(installation, attempt)).rejects.toMatchObject({ code: 'throttled' });
    }
    const counted = async () => {
      const { items, counts } = await listDenials(acme.ctx, {});
      return [counts.at(-1), items.map(({ permission, count }) => [permission, count]).sort()];
    };
    const both = [
      ['secrets:delete', 2],
      ['secrets:write', 2],
    ];
    expect(await counted()).toEqual([4, both]);
    await installation.database.pool.query(
      `UPDATE denial_window SET minute = minute - interval '2 minutes'`,
    );
    await recordFinishedDenials(installation);
    expect(await counted()).toEqual([4, both]);
    const { items } = await listAuditEvents(acme.ctx, { action: 'session.throttled' });
    expect(sumOf(items)).toBe(3);
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
  });
});
