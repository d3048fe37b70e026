import { expect, it } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import { anyKind, authorize } from '../access/authorize';
import { listDenials } from './list-denials';

describeDatabases('refusals', (open) => {
  it('are counted by who was refused what where, and over time, for whoever reads the log', async () => {
    const database = await open();
    const acme = await makeOrganization(await testInstallation(database));
    const { team, app } = acme.payments;
    const viewer = contextOf(
      acme.ctx.installation,
      await makeMember(acme, 'viewer', 'viewer', team),
    );
    const refuse = (path: string, permission: 'secrets:write' | 'audit:read') =>
      expect(authorize(viewer, anyKind(path), permission)).rejects.toBeTruthy();
    const nextMinute = () =>
      database.pool.query(`UPDATE denial_window SET minute = minute - interval '1 minute'`);
    for (let times = 0; times < 3; times += 1) await refuse(app.path, 'secrets:write');
    const now = await listDenials(acme.ctx, {});
    expect(now.items).toEqual([expect.objectContaining({ permission: 'secrets:write', count: 3 })]);
    await nextMinute();
    await refuse('search', 'audit:read');

    const told = await listDenials(acme.ctx, {});
    expect(told.counts).toHaveLength(7);
    expect(told.counts.at(-1)).toBe(4);
    expect(told.items.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    const [first] = told.items.filter(({ permission }) => permission === 'secrets:write');
    expect(first).toMatchObject({
      actor: { kind: 'user', name: viewer.actor.kind === 'user' ? viewer.actor.email : '' },
      scope: { path: app.path },
    });
    const hour = { since: new Date(Date.now() - 3_000_000).toISOString() };
    expect(await listDenials(acme.ctx, hour)).toMatchObject({ partSeconds: 3600, counts: [4] });
    const before = { until: new Date(Date.now() - 86_400_000).toISOString() };
    expect((await listDenials(acme.ctx, before)).items).toEqual([]);
    const within = await listDenials(acme.ctx, { scope: team.path });
    expect(within.items.map(({ scope }) => scope?.path)).toEqual([app.path]);
    await expect(listDenials(viewer, {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
