import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import { openRest, platformOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { deactivateMember } from '../members/deactivate-member';
import { listMembers } from '../members/list-members';
import { readMember } from '../members/read-member';
import { revokeRole } from '../members/revoke-role';
import { addGroupMember } from './add-group-member';
import { changeGroup } from './change-group';
import { createGroup } from './create-group';
import { deleteGroup } from './delete-group';
import { grantGroupRole } from './grant-group-role';
import { listGroupMembers } from './list-group-members';
import { listGroups } from './list-groups';
import { readGroup } from './read-group';
import { removeGroupMember } from './remove-group-member';
import { revokeGroupRole } from './revoke-group-role';

describeDatabase('groups of people', (open) => {
  let rest: Rest;
  let platform: ScopeSummary;
  const people: Record<string, UserActor> = {};

  beforeAll(async () => {
    rest = await openRest(await open());
    const { organization } = rest;
    const { payments, search } = organization;
    platform = await platformOf(rest);
    people['owner'] = organization.owner;
    people['admin'] = await makeMember(organization, 'admin', 'admin', platform);
    people['lead'] = await makeMember(organization, 'lead', 'admin', payments.team);
    people['bob'] = await makeMember(organization, 'bob', 'viewer', search.app);
    people['eve'] = await makeMember(organization, 'eve', 'viewer', search.app);
    await createGroup(as('admin'), { slug: 'engineers', name: 'Engineers' });
  });

  const as = (name: string) => contextOf(rest.installation, people[name]!);
  const idOf = (name: string) => toTypeId('user', people[name]!.id);
  const at = ({ kind, id }: ScopeSummary) => ({ kind, id });
  const give = (by: string, role: string, scope: ScopeSummary, group = 'engineers') =>
    grantGroupRole(as(by), group, { role, scope: at(scope) });
  const put = (by: string, who: string, group = 'engineers') =>
    addGroupMember(as(by), group, people[who]!.email);
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  const writesAs = async (name: string) => {
    const sender = { cookie: await signIn(rest.installation, people[name]!.email) };
    const { id } = rest.organization.payments.app;
    const body = { key: 'BY_GROUP', value: 'x' };
    return async () => (await rest.send(sender, 'POST', `/apps/${id}/secrets`, { body })).status;
  };

  it('give their roles to who is in them, from the next act on and no longer; all of it is recorded', async () => {
    const write = await writesAs('bob');
    expect(await write()).toBe(404);
    expect(await put('admin', 'bob')).toMatchObject({ name: 'bob', sources: ['console'] });
    const granted = await give('lead', 'editor', rest.organization.payments.team);
    expect(await write()).toBe(201);
    await revokeGroupRole(as('lead'), 'engineers', granted.id);
    expect(await write()).toBe(404);
    await give('lead', 'editor', rest.organization.payments.team);
    expect(await write()).toBe(200);
    await removeGroupMember(as('admin'), 'engineers', idOf('bob'));
    expect(await write()).toBe(404);
    expect(await codeOf(removeGroupMember(as('admin'), 'engineers', idOf('bob')))).toBe(
      'not_found',
    );
    await put('admin', 'bob');
    expect(await write()).toBe(200);
    const told = await rest.installation.database.prisma.auditEvent.findMany({
      where: { action: { startsWith: 'group.' } },
      orderBy: { number: 'asc' },
    });
    expect(told.map(({ action }) => action)).toEqual([
      'group.created',
      'group.member_added',
      'group.member_removed',
      'group.member_added',
    ]);
    expect(told[1]!.targetId).toBe(people['bob']!.id);
    expect(told[1]!.text).toMatch(/"group":\{"id":"grp_\w{26}","name":"engineers"\}/);
  });

  it('put people in sight of who manages them there, and say through which group', async () => {
    const scope = rest.organization.payments.team.path;
    const emails = async (role: string) =>
      (await listMembers(as('lead'), { scope, role })).items.map(({ name }) => name);
    expect(await emails('editor')).toEqual(['bob']);
    const bob = await readMember(as('lead'), idOf('bob'));
    const through = { slug: 'engineers', name: 'Engineers' };
    expect(bob.grants).toMatchObject([{ role: 'editor', through, scope: { path: scope } }]);
    const byHand = revokeRole(as('lead'), bob.id, bob.grants[0]!.id);
    await expect(byHand).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('group Engineers') as string,
    });
  });

  it('are seen by a lead with the roles on his team, and only the members whom he may see', async () => {
    await createGroup(as('admin'), { slug: 'searchers', name: 'Searchers', externalName: 'idp-s' });
    await give('admin', 'viewer', rest.organization.search.team, 'searchers');
    await put('admin', 'eve', 'searchers');
    await put('admin', 'bob', 'searchers');
    const { items } = await listGroups(as('lead'));
    expect(
      items.map(({ slug, members, externalName, grants }) => [
        slug,
        members,
        externalName,
        grants.length,
      ]),
    ).toEqual([
      ['engineers', null, null, 1],
      ['searchers', null, null, 0],
    ]);
    const seen = await listGroupMembers(as('lead'), 'searchers');
    expect(seen.items.map(({ name }) => name)).toEqual(['bob']);
    const whole = { externalName: 'idp-s', members: 2 };
    expect(await readGroup(as('admin'), 'searchers')).toMatchObject(whole);
    const first = await listGroups(as('admin'), { limit: 1 });
    expect(first.next).toBe('engineers');
    const next = await listGroups(as('admin'), { after: first.next!, limit: 1 });
    expect(next).toMatchObject({ items: [{ slug: 'searchers' }], next: null });
    const page = await listGroupMembers(as('admin'), 'searchers', { limit: 1 });
    const after = await listGroupMembers(as('admin'), 'searchers', { after: page.next! });
    expect([...page.items, ...after.items].map(({ name }) => name)).toEqual(['bob', 'eve']);
    expect(await codeOf(listGroups(as('eve')))).toBe('forbidden');
  });

  it('are managed by nobody who could not give all that they give', async () => {
    const { payments, search } = rest.organization;
    await createGroup(as('owner'), { slug: 'board', name: 'Board' });
    const { machine, send } = rest;
    const almighty = { slug: 'almighty', name: 'Almighty', permissions: ['organization:manage'] };
    await send(machine, 'POST', '/roles', { body: almighty });
    expect(await codeOf(give('owner', 'almighty', platform, 'board'))).toBe('done');
    const attempts = [
      [() => put('admin', 'admin', 'board'), 'forbidden'],
      [() => put('lead', 'eve'), 'forbidden'],
      [() => changeGroup(as('admin'), 'board', { externalName: 'all' }), 'forbidden'],
      [() => changeGroup(as('lead'), 'engineers', { name: 'x' }), 'forbidden'],
      [() => deleteGroup(as('admin'), 'board'), 'forbidden'],
      [() => createGroup(as('lead'), { slug: 'mine', name: 'Mine' }), 'forbidden'],
      [() => give('lead', 'viewer', platform), 'forbidden'],
      [() => give('lead', 'viewer', search.team), 'not_found'],
      [() => give('owner', 'owner', platform), 'rule_broken'],
      [() => give('lead', 'nothing', payments.team), 'rule_broken'],
      [() => give('lead', 'editor', payments.team), 'conflict'],
    ] as const;
    for (const [attempt, code] of attempts) expect(await codeOf(attempt())).toBe(code);
  });

  it('shut nobody out who is owner, and count as his when somebody is deactivated', async () => {
    await put('owner', 'eve', 'board');
    const byAdmin = deactivateMember(as('admin'), idOf('eve'), { revokeTokens: [] });
    expect(await codeOf(byAdmin)).toBe('forbidden');
    await deactivateMember(as('owner'), idOf('eve'), { revokeTokens: [] });
    const { items } = await listGroupMembers(as('owner'), 'board');
    expect(items).toMatchObject([{ name: 'eve', deactivatedAt: expect.any(String) as string }]);
    expect(await codeOf(put('owner', 'eve'))).toBe('conflict');
  });

  it('have a slug and a name at the provider of their own, and are renamed', async () => {
    const taken = createGroup(as('admin'), { slug: 'searchers', name: 'x' });
    await expect(taken).rejects.toMatchObject({
      code: 'conflict',
      extras: { issues: [{ pointer: '/slug' }] },
    });
    const linked = changeGroup(as('admin'), 'engineers', { externalName: 'idp-s' });
    await expect(linked).rejects.toMatchObject({
      code: 'conflict',
      extras: { issues: [{ pointer: '/externalName' }] },
    });
    const changed = await changeGroup(as('admin'), 'engineers', {
      name: 'Builders',
      externalName: 'idp-e',
    });
    expect(changed).toMatchObject({ slug: 'engineers', name: 'Builders', externalName: 'idp-e' });
  });

  it('take with them what they gave, and nothing else', async () => {
    const write = await writesAs('bob');
    expect(await write()).toBe(200);
    await deleteGroup(as('admin'), 'engineers');
    expect(await write()).toBe(404);
    expect((await readMember(as('admin'), idOf('bob'))).grants).toMatchObject([
      { role: 'viewer', through: { slug: 'searchers' } },
      { role: 'viewer', through: null },
    ]);
    const told = await rest.installation.database.prisma.auditEvent.findMany({
      orderBy: { number: 'desc' },
      where: { action: { in: ['group.deleted', 'role.revoked'] } },
      take: 2,
    });
    expect(told.map(({ action }) => action)).toEqual(['role.revoked', 'group.deleted']);
    expect(told[0]!.text).toContain('"name":"engineers"');
    expect(await codeOf(readGroup(as('admin'), 'engineers'))).toBe('not_found');
  });

  it('of another organization are not found, nor are its people', async () => {
    const others = await makeOrganization(rest.installation, 'others');
    const theirs = await createGroup(others.ctx, { slug: 'theirs', name: 'Theirs' });
    for (const reference of [theirs.id, 'theirs']) {
      for (const attempt of [
        () => readGroup(as('admin'), reference),
        () => listGroupMembers(as('admin'), reference),
        () => changeGroup(as('admin'), reference, { name: 'x' }),
        () => deleteGroup(as('admin'), reference),
        () => addGroupMember(as('admin'), reference, idOf('bob')),
        () => give('admin', 'viewer', platform, reference),
        () => addGroupMember(as('admin'), 'searchers', others.owner.email),
      ]) {
        expect(await codeOf(attempt())).toBe('not_found');
      }
    }
    expect((await listGroups(as('admin'))).items.map(({ slug }) => slug)).not.toContain('theirs');
    // As cursors their ids tell nothing of where their e-mails would stand.
    const after = toTypeId('user', others.owner.id);
    expect(await listGroupMembers(as('admin'), 'searchers', { after })).toMatchObject({
      items: [],
    });
    expect(await listMembers(as('admin'), { after })).toMatchObject({ items: [] });
  });
});
