import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import type { Permission } from '@/lib/domain/permissions';
import { toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import { openRest, platformOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { readReach } from '../access/effective-permissions';
import { acceptInvitation } from '../invitations/accept-invitation';
import { makeInvitation } from '../invitations/make-invitation';
import { revokeInvitation } from '../invitations/revoke-invitation';
import { grantRole } from '../members/grant-role';
import { listMembers } from '../members/list-members';
import { readMember } from '../members/read-member';
import { revokeRole } from '../members/revoke-role';
import { changeRole } from './change-role';
import { createRole } from './create-role';
import { deleteRole } from './delete-role';
import { listRoles } from './list-roles';
import { readRole } from './read-role';

describeDatabase('roles of an organization’s own', (open) => {
  let rest: Rest;
  let admin: UserActor;
  let lead: UserActor;
  let viewer: UserActor;
  let platform: ScopeSummary;

  beforeAll(async () => {
    rest = await openRest(await open());
    platform = await platformOf(rest);
    admin = await makeMember(rest.organization, 'admin', 'admin', platform);
    lead = await makeMember(rest.organization, 'lead', 'admin', rest.organization.payments.team);
    viewer = await makeMember(rest.organization, 'bob', 'viewer', rest.organization.payments.app);
  });

  const as = (actor: UserActor) => contextOf(rest.installation, actor);
  const idOf = (actor: UserActor) => toTypeId('user', actor.id);
  const at = ({ kind, id }: ScopeSummary) => ({ kind, id });
  const make = (by: UserActor, slug: string, permissions: Permission[]) =>
    createRole(as(by), { slug, name: slug, permissions });
  const give = (by: UserActor, role: string, scope: ScopeSummary) =>
    grantRole(as(by), idOf(viewer), { role, scope: at(scope) });

  it('take effect at once for whoever holds them, when they are granted and when they change', async () => {
    const { app } = rest.organization.payments;
    const sender = { cookie: await signIn(rest.installation, viewer.email) };
    const write = async (key: string) =>
      (await rest.send(sender, 'POST', `/apps/${app.id}/secrets`, { body: { key, value: 'x' } }))
        .status;
    const role = await make(admin, 'sealer', ['secrets:write', 'scopes:read']);
    expect(role.permissions).toEqual(['scopes:read', 'secrets:write']);
    expect(await write('BEFORE')).toBe(403);
    const granted = await give(lead, 'sealer', app);
    expect(granted).toMatchObject({ role: 'sealer', through: null, permissions: role.permissions });
    expect(await write('HELD')).toBe(201);
    await changeRole(as(admin), 'sealer', { permissions: ['scopes:read'] });
    expect(await write('CHANGED')).toBe(403);
    await changeRole(as(admin), role.id!, { permissions: ['secrets:write'], name: 'Sealers' });
    expect(await write('AGAIN')).toBe(201);
    expect(await readRole(as(lead), 'sealer')).toMatchObject({ name: 'Sealers', grants: null });
    expect(await readRole(as(admin), 'sealer')).toMatchObject({ slug: 'sealer', grants: 1 });
    const { items } = await listMembers(as(admin), { role: 'sealer' });
    expect(items.map(({ email }) => email)).toEqual([viewer.email]);
    await revokeRole(as(lead), idOf(viewer), granted.id);
    expect(await write('AFTER')).toBe(403);
    const told = await rest.installation.database.prisma.auditEvent.findMany({
      where: { action: { in: ['role.created', 'role.changed'] } },
      orderBy: { number: 'asc' },
    });
    expect(told.map(({ action }) => action)).toEqual([
      'role.created',
      'role.changed',
      'role.changed',
    ]);
    expect(told[1]!.text).toContain('"before":["scopes:read","secrets:write"]');
    expect(told[1]!.text).toContain('"after":["scopes:read"]');
  });

  it('are made, changed, given and deleted by nobody who could not do all of it himself', async () => {
    const { payments } = rest.organization;
    const beyond = await make(rest.organization.owner, 'almighty', ['organization:manage']);
    const refusals = [
      () => make(lead, 'mine', ['secrets:list']),
      () => make(viewer, 'mine', ['secrets:list']),
      () => make(admin, 'mine', ['organization:manage']),
      () => changeRole(as(admin), beyond.id!, { permissions: ['secrets:list'] }),
      () => changeRole(as(admin), 'sealer', { permissions: ['organization:manage'] }),
      () => deleteRole(as(admin), beyond.id!),
      () => give(lead, 'almighty', payments.team),
    ];
    for (const refused of refusals) {
      await expect(refused()).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await give(rest.organization.owner, 'almighty', payments.team)).role).toBe('almighty');
    const { grants } = await readMember(as(rest.organization.owner), idOf(viewer));
    const held = grants.find(({ role }) => role === 'almighty')!;
    const taken = revokeRole(as(lead), idOf(viewer), held.id);
    await expect(taken).rejects.toMatchObject({ code: 'forbidden' });
    await revokeRole(as(rest.organization.owner), idOf(viewer), held.id);
  });

  it('have a slug of their own, and are 422 where there is none of that name', async () => {
    const attempts = [
      [() => make(admin, 'sealer', ['secrets:list']), 'conflict', '/slug'],
      [() => make(admin, 'editor', ['secrets:list']), 'rule_broken', '/slug'],
      [() => make(admin, 'Not A Slug', ['secrets:list']), 'rule_broken', '/slug'],
      [() => give(lead, 'nothing', rest.organization.payments.app), 'rule_broken', '/role'],
    ] as const;
    for (const [attempt, code, pointer] of attempts) {
      const issues = [expect.objectContaining({ pointer })];
      await expect(attempt()).rejects.toMatchObject({ code, extras: { issues } });
    }
    const fixed = changeRole(as(admin), 'viewer', { name: 'x' });
    await expect(fixed).rejects.toMatchObject({ code: 'conflict' });
    const { items } = await listRoles(as(lead));
    expect(items.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['owner', 'viewer', 'almighty', 'sealer']),
    );
    await expect(listRoles(as(viewer))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('come with an invitation, and stay while somebody holds them or is invited to them', async () => {
    const { team } = rest.organization.payments;
    const role = await make(admin, 'helper', ['secrets:list', 'requests:answer']);
    const invite = (email: string) =>
      makeInvitation(as(lead), { email, grants: [{ role: 'helper', scope: at(team) }] });
    const [made, other] = [await invite('eve@acme.example'), await invite('ida@acme.example')];
    const holder = { secret: made.link.split('#')[1]!, address: '192.0.2.7', requestId: 'test' };
    const password = Plaintext.fromText('gravel lantern bicycle sonnet');
    await acceptInvitation(rest.installation, holder, { name: 'Eve', password });
    const { prisma } = rest.installation.database;
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email: 'eve@acme.example' } });
    const reach = await readReach(prisma, { kind: 'user', id, organizationId: platform.id });
    expect(reach.grants.map(({ permissions }) => permissions)).toEqual([role.permissions]);
    const refused = deleteRole(as(admin), 'helper');
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      message: 'The role is still given to 1 person, 1 open invitation. Take it away there first.',
      extras: {
        candidates: ['eve@acme.example on payments', 'invitation ida@acme.example on payments'],
      },
    });
    const eve = await readMember(as(lead), toTypeId('user', id));
    await revokeRole(as(lead), eve.id, eve.grants[0]!.id);
    await revokeInvitation(as(lead), other.id);
    await deleteRole(as(admin), role.id!);
    await expect(deleteRole(as(admin), role.id!)).rejects.toMatchObject({ code: 'not_found' });
    await expect(invite('mia@acme.example')).rejects.toMatchObject({ code: 'rule_broken' });
  });

  it('of another organization are not found and cannot be given', async () => {
    const others = await makeOrganization(rest.installation, 'others');
    const theirs = await createRole(others.ctx, {
      slug: 'foreign',
      name: 'Foreign',
      permissions: ['secrets:list'],
    });
    for (const reference of [theirs.id!, 'foreign']) {
      for (const attempt of [
        () => readRole(as(admin), reference),
        () => changeRole(as(admin), reference, { name: 'x' }),
        () => deleteRole(as(admin), reference),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
      }
      const given = give(admin, reference, rest.organization.payments.app);
      await expect(given).rejects.toMatchObject({ code: 'rule_broken' });
    }
    expect(JSON.stringify(await listRoles(as(admin)))).not.toContain('foreign');
  });
});
