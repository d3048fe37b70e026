import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import type { Role } from '@/lib/domain/permissions';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken, signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { grantRole } from './grant-role';
import { listMembers } from './list-members';
import { readMember } from './read-member';
import { revokeRole } from './revoke-role';

describeDatabase('people and their roles', (open) => {
  let rest: Rest;
  let admin: UserActor;
  let lead: UserActor;
  let payer: UserActor;

  beforeAll(async () => {
    rest = await openRest(await open());
    const { organization } = rest;
    const { payments, search } = organization;
    const [platform] = await scopesOf('organization');
    admin = await makeMember(organization, 'admin', 'admin', platform!);
    lead = await makeMember(organization, 'lead', 'admin', payments.team);
    payer = await makeMember(organization, 'payer', 'editor', payments.app);
    await makeMember(organization, 'searcher', 'viewer', search.team);
    await makeOrganization(rest.installation, 'others');
  });

  const scopesOf = async (kind: ScopeSummary['kind']) => {
    const { json } = await rest.send(rest.machine, 'GET', '/scopes');
    return (json['items'] as ScopeSummary[]).filter((scope) => scope.kind === kind);
  };
  const as = (actor: UserActor) => contextOf(rest.installation, actor);
  const idOf = (actor: UserActor) => toTypeId('user', actor.id);
  const at = ({ kind, id }: ScopeSummary) => ({ kind, id });
  const give = (by: UserActor, to: UserActor, role: Role, scope: ScopeSummary) =>
    grantRole(as(by), idOf(to), { role, scope: at(scope) });
  const emailsFor = async (by: UserActor, query: Parameters<typeof listMembers>[1] = {}) =>
    (await listMembers(as(by), query)).items.map(({ email }) => email.split('@')[0]);

  it('lists everybody for the organization, and for a team those with a role around it', async () => {
    expect(await emailsFor(admin)).toEqual(['admin', 'lead', 'owner', 'payer', 'searcher']);
    const scope = rest.organization.payments.team.path;
    expect(await emailsFor(lead, { scope })).toEqual(['admin', 'lead', 'owner', 'payer']);
    await expect(listMembers(as(lead))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listMembers(as(payer), { scope })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is searched, limited to a role and read page by page', async () => {
    expect(await emailsFor(admin, { q: 'PAY' })).toEqual(['payer']);
    expect(await emailsFor(admin, { q: '_' })).toEqual([]);
    expect(await emailsFor(admin, { role: 'admin' })).toEqual(['admin', 'lead']);
    const first = await listMembers(as(admin), { limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(['admin', 'lead']);
    const after = { limit: 200, after: first.next! };
    expect(await emailsFor(admin, after)).toEqual(['owner', 'payer', 'searcher']);
  });

  it('tells a lead nothing of roles and tokens elsewhere, nor of people without one around his team', async () => {
    const { search, payments } = rest.organization;
    const granted = await give(admin, payer, 'viewer', search.team);
    const seen = await readMember(as(lead), idOf(payer));
    expect(seen.grants.map((grant) => grant.scope.path)).toEqual([payments.app.path]);
    const scope = payments.team.path;
    expect(await emailsFor(lead, { scope, role: 'viewer' })).toEqual([]);
    const { items } = await listMembers(as(admin), { q: 'searcher' });
    await expect(readMember(as(lead), items[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
    await makeToken(rest.organization, payments.team, ['secrets:list']);
    const owner = await readMember(as(lead), idOf(rest.organization.owner));
    expect(owner.tokens.map((token) => token.scope.path)).toEqual([payments.team.path]);
    await revokeRole(as(admin), idOf(payer), granted.id);
  });

  it('grants nothing beyond what the grantor has there', async () => {
    const [platform] = await scopesOf('organization');
    const { payments, search } = rest.organization;
    const refusals = [
      [admin, 'owner', platform!, 'forbidden'],
      [admin, 'owner', payments.team, 'forbidden'],
      [lead, 'owner', payments.team, 'forbidden'],
      [lead, 'viewer', platform!, 'forbidden'],
      [lead, 'viewer', search.team, 'not_found'],
      [payer, 'viewer', payments.app, 'forbidden'],
    ] as const;
    for (const [by, role, scope, code] of refusals) {
      await expect(give(by, payer, role, scope)).rejects.toMatchObject({ code });
    }
    const made = await give(lead, payer, 'admin', payments.team);
    expect(made.permissions).toContain('members:manage');
    expect(made.permissions).not.toContain('keys:manage');
    expect((await give(admin, payer, 'admin', platform!)).permissions).toContain('keys:manage');
    for (const { id } of (await readMember(as(admin), idOf(payer))).grants) {
      await revokeRole(as(admin), idOf(payer), id);
    }
  });

  it('takes no role away that can do more, and is refused twice for what is gone', async () => {
    const owner = await readMember(as(admin), idOf(rest.organization.owner));
    const [grant] = owner.grants;
    const take = revokeRole(as(admin), owner.id, grant!.id);
    await expect(take).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await give(lead, payer, 'editor', rest.organization.payments.app);
    await expect(give(lead, payer, 'editor', rest.organization.payments.app)).rejects.toMatchObject(
      { code: 'conflict' },
    );
    await revokeRole(as(lead), idOf(payer), id);
    const again = revokeRole(as(lead), idOf(payer), id);
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps the last owner, also when two owners take each other away at once', async () => {
    const [platform] = await scopesOf('organization');
    const { owner } = rest.organization;
    const ownerGrant = async (who: UserActor) =>
      (await readMember(as(owner), idOf(who))).grants.find(({ role }) => role === 'owner')!.id;
    const mine = await ownerGrant(owner);
    const last = revokeRole(as(owner), idOf(owner), mine);
    await expect(last).rejects.toMatchObject({ code: 'conflict' });
    const second = await give(owner, admin, 'owner', platform!);
    const settled = await Promise.allSettled([
      revokeRole(as(owner), idOf(admin), second.id),
      revokeRole(as(admin), idOf(owner), mine),
    ]);
    const owners = await rest.installation.database.prisma.scopeGrant.count({
      where: {
        role: 'owner',
        scope: { kind: 'organization', path: '_platform' },
        userId: { in: [owner.id, admin.id] },
      },
    });
    expect(owners).toBe(1);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const left = settled[0].status === 'fulfilled' ? owner : admin;
    const other = left === owner ? admin : owner;
    if (left === admin) await give(admin, owner, 'owner', platform!);
    if (other === owner) await revokeRole(as(owner), idOf(admin), second.id);
  });

  it('refuses the lost right at once, keeps the session, and records both changes', async () => {
    const { organization, installation, send } = rest;
    const sender = { cookie: await signIn(installation, payer.email) };
    const { app } = organization.payments;
    const address = `/apps/${app.id}/secrets`;
    const write = () => send(sender, 'POST', address, { body: { key: 'A_KEY', value: 'x' } });
    const { id } = await give(lead, payer, 'editor', app);
    expect((await write()).status).toBe(201);
    await revokeRole(as(lead), idOf(payer), id);
    expect((await write()).status).toBe(404);
    expect((await send(sender, 'GET', '/scopes')).json).toEqual({ items: [], next: null });
    const told = await installation.database.prisma.auditEvent.findMany({
      where: { action: { in: ['role.granted', 'role.revoked'] }, targetId: payer.id },
      orderBy: { number: 'desc' },
      take: 2,
    });
    expect(told.map(({ action }) => action)).toEqual(['role.revoked', 'role.granted']);
    expect(told[0]!.text).toContain(`"path":"${app.path}"`);
  });

  it('is given by no token that is limited to names', async () => {
    const { send, organization } = rest;
    const owner = { cookie: await signIn(rest.installation, organization.owner.email) };
    const body = { name: 'limited', permissions: ['*'], namePatterns: ['A_*'] };
    const { json } = await send(owner, 'POST', '/tokens', { body });
    const grant = { role: 'viewer', scope: at(organization.payments.app) };
    const address = `/members/${payer.email}/grants`;
    const limited = { token: json['token'] as string };
    expect((await send(limited, 'POST', address, { body: grant })).status).toBe(403);
    expect((await send(rest.machine, 'POST', address, { body: grant })).status).toBe(201);
  });
});
