import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { makeMember, signIn } from '@/lib/testing/organization';
import { openRest, platformOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { createToken } from '../tokens/create-token';
import { deactivateMember } from './deactivate-member';
import { grantRole } from './grant-role';
import { reactivateMember } from './reactivate-member';
import { readMember } from './read-member';
import { transferOwnership } from './transfer-ownership';

describeDatabase('accounts of people', (open) => {
  let rest: Rest;
  let admin: UserActor;
  let lead: UserActor;
  let platform: ScopeSummary;

  beforeAll(async () => {
    rest = await openRest(await open());
    platform = await platformOf(rest);
    admin = await makeMember(rest.organization, 'admin', 'admin', platform);
    lead = await makeMember(rest.organization, 'lead', 'admin', rest.organization.payments.team);
  });

  const as = (actor: UserActor) => contextOf(rest.installation, actor);
  const idOf = (actor: UserActor) => toTypeId('user', actor.id);
  const NONE = { revokeTokens: [] };

  it('end with every session at once and the named tokens, keep the others, and come back without them', async () => {
    const { payments } = rest.organization;
    const scope = { kind: payments.team.kind, id: payments.team.id };
    const make = (name: string) =>
      createToken(as(lead), { name, scope, permissions: ['secrets:list'] });
    const [kept, ended] = [await make('kept'), await make('ended')];
    const sender = { cookie: await signIn(rest.installation, lead.email) };
    const before = await readMember(as(admin), idOf(lead));
    expect(before).toMatchObject({ sessions: 1, tokens: [{ name: 'kept' }, { name: 'ended' }] });
    const after = await deactivateMember(as(admin), idOf(lead), { revokeTokens: [ended.id] });
    expect(after).toMatchObject({ sessions: 0, tokens: [{ name: 'kept' }] });
    const listed = async (by: { cookie: string } | { token: string }) =>
      (await rest.send(by, 'GET', `/teams/${payments.team.id}/secrets`)).status;
    expect(await listed(sender)).toBe(401);
    expect(await listed({ token: ended.token })).toBe(401);
    expect(await listed({ token: kept.token })).toBe(200);
    await expect(signIn(rest.installation, lead.email)).rejects.toThrow();
    const again = deactivateMember(as(admin), idOf(lead), NONE);
    await expect(again).rejects.toMatchObject({ code: 'conflict' });

    expect(await reactivateMember(as(admin), idOf(lead))).toMatchObject({ deactivatedAt: null });
    expect(await listed(sender)).toBe(401);
    expect(await listed({ token: ended.token })).toBe(401);
    expect(await listed({ cookie: await signIn(rest.installation, lead.email) })).toBe(200);
    const told = await rest.installation.database.prisma.auditEvent.findMany({
      where: { action: { in: ['member.deactivated', 'member.reactivated'] } },
      orderBy: { number: 'asc' },
    });
    expect(told.map(({ targetId }) => targetId)).toEqual([lead.id, lead.id]);
    expect(told[0]!.text).toContain('"sessionsEnded":1');
    expect(told[0]!.text).toContain('"tokensRevoked":1');
  });

  it('are shut by nobody who may do less, by no lead of a team, and not by oneself', async () => {
    const { owner } = rest.organization;
    const tries = [
      [admin, owner, 'forbidden'],
      [lead, admin, 'forbidden'],
      [admin, admin, 'conflict'],
      [owner, owner, 'conflict'],
    ] as const;
    for (const [by, whom, code] of tries) {
      const attempt = deactivateMember(as(by), idOf(whom), NONE);
      await expect(attempt).rejects.toMatchObject({ code });
    }
  });

  it('never leave an organization without an owner who can sign in', async () => {
    const { owner } = rest.organization;
    const second = await makeMember(rest.organization, 'second', 'viewer', platform);
    await grantRole(as(owner), idOf(second), {
      role: 'owner',
      scope: { kind: 'organization', id: platform.id },
    });
    await deactivateMember(as(second), idOf(owner), NONE);
    const last = deactivateMember(as(owner), idOf(second), NONE);
    await expect(last).rejects.toMatchObject({ code: 'conflict' });
    await reactivateMember(as(second), idOf(owner));
    await deactivateMember(as(owner), idOf(second), NONE);
  });

  it('take the ownership over from one who becomes admin by it', async () => {
    const { owner } = rest.organization;
    const byAdmin = transferOwnership(as(admin), idOf(lead));
    await expect(byAdmin).rejects.toMatchObject({ code: 'forbidden' });
    const made = await transferOwnership(as(owner), idOf(admin));
    expect(made.grants.map(({ role }) => role).sort()).toEqual(['admin', 'owner']);
    const before = await readMember(as(admin), idOf(owner));
    expect(before.grants.map(({ role }) => role)).toEqual(['admin']);
    const twice = transferOwnership(as(owner), idOf(lead));
    await expect(twice).rejects.toMatchObject({ code: 'forbidden' });
  });
});
