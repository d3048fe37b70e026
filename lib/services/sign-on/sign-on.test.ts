import { beforeAll, expect, it } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { changePassword } from '../account/change-password';
import { readSignInWays } from '../account/read-sign-in-ways';
import { readMember } from '../members/read-member';
import { unlinkMember } from '../members/unlink-member';
import { beginEnrolment } from '../second-factor/begin-enrolment';
import { startSession } from '../sessions/start-session';
import type { ProviderPerson } from './read-person';
import { signOn } from './sign-on';

const ISSUER = 'https://id.example';

describeDatabase('an account at the identity provider', (open) => {
  let installation: Installation;
  let acme: TestOrganization;
  let others: TestOrganization;

  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
    others = await makeOrganization(installation, 'others');
    await makeGroup(acme, 'payers', 'idp-payers');
    await makeGroup(acme, 'staff', 'idp-staff');
    await makeGroup(others, 'payers', 'idp-payers-of-others');
  });
  const db = () => installation.database.prisma;

  /** With the role of an editor on the organization's team `payments`. */
  async function makeGroup({ id, payments }: TestOrganization, slug: string, externalName: string) {
    const group = { id: newUuid(), organizationId: id, slug, name: slug, externalName };
    await db().peopleGroup.create({ data: group });
    const scopeId = fromTypeId(['team'], payments.team.id)!;
    const grant = { id: newUuid(), groupId: group.id, scopeId, role: 'editor' };
    await db().scopeGrant.create({ data: grant });
  }

  const person = (more: Partial<ProviderPerson>): ProviderPerson => ({
    issuer: ISSUER,
    subject: newUuid(),
    email: null,
    name: 'Somebody',
    groups: [],
    ...more,
  });
  const enter = (who: ProviderPerson) =>
    signOn(installation, who, { userAgent: 'test', kid: installation.jwt.current.kid });
  const enteredAs = async (who: ProviderPerson) => {
    const done = await enter(who);
    return 'refused' in done ? done.refused : done.started.userId;
  };

  async function mayWrite(userId: string, { id, payments }: TestOrganization): Promise<boolean> {
    const scope = await db().scope.findUniqueOrThrow({
      where: { id: fromTypeId(['team'], payments.team.id)! },
    });
    const reach = await readReach(db(), { kind: 'user', id: userId, organizationId: id });
    return permissionsOn(reach, scope).has('secrets:write');
  }

  const told = (count: number) => lastEvents(db(), acme.id, count);

  it('is linked by a verified e-mail once, and then known by its subject alone', async () => {
    const ann = await makeMember(acme, 'ann', 'viewer', acme.payments.app);
    const who = person({ email: ann.email });
    expect(await enteredAs({ ...who, email: null })).toBe('email_unverified');
    expect(await enteredAs(who)).toBe(ann.id);
    expect(await told(2)).toMatchObject([
      { action: 'identity.linked', user: { name: ann.email }, issuer: ISSUER },
      { action: 'session.signed_on', user: { name: ann.email }, issuer: ISSUER },
    ]);
    expect(await enteredAs({ ...who, email: null })).toBe(ann.id);
    expect(await enteredAs({ ...who, email: 'new-address@acme.example' })).toBe(ann.id);
    expect((await told(1))[0]).toMatchObject({ action: 'session.signed_on' });
  });

  it('does not pass to whoever is given the e-mail next, nor to another issuer’s subject', async () => {
    const bob = await makeMember(acme, 'bob', 'viewer', acme.payments.app);
    const who = person({ email: bob.email });
    expect(await enteredAs(who)).toBe(bob.id);
    expect(await enteredAs({ ...who, subject: 'the next one' })).toBe('other_identity');
    expect(await enteredAs({ ...who, issuer: 'https://else.example', email: null })).toBe(
      'email_unverified',
    );
  });

  it('has the role of its groups, and loses it with the group at the next sign-on', async () => {
    const cleo = await makeMember(acme, 'cleo', 'viewer', acme.search.app);
    const who = person({ email: cleo.email });
    await enter({ ...who, groups: ['idp-payers', 'idp-payers-of-others', 'unmapped'] });
    expect(await mayWrite(cleo.id, acme)).toBe(true);
    expect(await mayWrite(cleo.id, others)).toBe(false);
    expect(await db().groupMember.count({ where: { userId: cleo.id } })).toBe(1);
    expect((await told(2))[0]).toMatchObject({
      action: 'group.member_added',
      group: { name: 'payers' },
      source: 'provider',
    });
    await enter({ ...who, groups: ['idp-payers'] });
    expect((await told(2)).map(({ action }) => action)).toEqual(Array(2).fill('session.signed_on'));
    await enter(who);
    expect(await mayWrite(cleo.id, acme)).toBe(false);
    expect((await told(2))[0]).toMatchObject({ action: 'group.member_removed' });
  });

  it('keeps the membership that somebody gave here', async () => {
    const dora = await makeMember(acme, 'dora', 'viewer', acme.search.app);
    const staff = await db().peopleGroup.findFirstOrThrow({ where: { slug: 'staff' } });
    const given = { groupId: staff.id, userId: dora.id, source: 'console' };
    await db().groupMember.create({ data: given });
    const who = person({ email: dora.email });
    await enter({ ...who, groups: ['idp-staff'] });
    await enter(who);
    const left = await db().groupMember.findMany({ where: { userId: dora.id } });
    expect(left).toMatchObject([given]);
    expect(await mayWrite(dora.id, acme)).toBe(true);
  });

  it('is made for mapped groups of exactly one organization, without a password', async () => {
    const who = person({ email: 'eve@new.example', groups: ['unmapped'] });
    const nobody = await db().user.count();
    expect(await enteredAs(who)).toBe('unknown');
    expect(await enteredAs({ ...who, email: null, groups: ['idp-payers'] })).toBe(
      'email_unverified',
    );
    const both = ['idp-payers', 'idp-payers-of-others'];
    expect(await enteredAs({ ...who, groups: both })).toBe('two_organizations');
    expect(await db().user.count()).toBe(nobody);
    const id = await enteredAs({ ...who, groups: ['idp-payers', 'idp-staff'] });
    const made = await db().user.findUniqueOrThrow({ where: { email: 'eve@new.example' } });
    expect(made).toMatchObject({ id, organizationId: acme.id, passwordHash: null });
    expect((await told(5)).map(({ action }) => action)).toEqual([
      'user.created',
      'identity.linked',
      'group.member_added',
      'group.member_added',
      'session.signed_on',
    ]);
    expect(await mayWrite(made.id, acme)).toBe(true);
  });

  it('is made once when two first sign-ons come at once', async () => {
    const who = person({ email: 'finn@new.example', groups: ['idp-payers'] });
    const ids = await Promise.all([enteredAs(who), enteredAs(who), enteredAs(who)]);
    expect(new Set(ids).size).toBe(1);
    const user = await db().user.findUniqueOrThrow({ where: { email: who.email! } });
    expect(ids[0]).toBe(user.id);
    expect(await db().userIdentity.count({ where: { userId: user.id } })).toBe(1);
    expect(await db().session.count({ where: { userId: user.id } })).toBe(3);
  });

  it('does not let a deactivated account in, by identity or by e-mail', async () => {
    const gil = await makeMember(acme, 'gil', 'viewer', acme.search.app);
    const who = person({ email: gil.email });
    const off = (deactivatedAt: Date | null) =>
      db().user.update({ where: { id: gil.id }, data: { deactivatedAt } });
    await off(new Date());
    expect(await enteredAs(who)).toBe('deactivated');
    await off(null);
    expect(await enteredAs(who)).toBe(gil.id);
    await off(new Date());
    expect(await enteredAs(who)).toBe('deactivated');
    expect(await db().session.count({ where: { userId: gil.id } })).toBe(1);
  });

  it('is unlinked with its sessions and groups, and linked anew by the verified e-mail', async () => {
    const hal = await makeMember(acme, 'hal', 'viewer', acme.search.app);
    const who = person({ email: hal.email, groups: ['idp-payers'] });
    const unlink = () => unlinkMember(acme.ctx, toTypeId('user', hal.id));
    await expect(unlink()).rejects.toMatchObject({ code: 'conflict' });
    await enter(who);
    const shown = await readMember(acme.ctx, toTypeId('user', hal.id));
    expect(shown).toMatchObject({ signsOnThrough: ['id.example'], sessions: 1 });
    expect(await unlink()).toMatchObject({ signsOnThrough: [], sessions: 0 });
    expect((await told(3)).map(({ action }) => action)).toEqual([
      'identity.unlinked',
      'group.member_removed',
      'sessions.ended',
    ]);
    expect(await mayWrite(hal.id, acme)).toBe(false);
    expect(await enteredAs({ ...who, subject: 'the next one' })).toBe(hal.id);
  });

  it('has no password to sign in with, to change or to set up a second factor by', async () => {
    await enter(person({ email: 'ina@new.example', groups: ['idp-staff'] }));
    const { id, email } = await db().user.findUniqueOrThrow({
      where: { email: 'ina@new.example' },
    });
    const kid = installation.jwt.current.kid;
    for (const text of ['', 'null', TEST_PASSWORD]) {
      const password = Plaintext.fromText(text);
      const attempt = { email, password, userAgent: null, address: '192.0.2.9', kid };
      expect(await startSession(installation, attempt)).toBeNull();
    }
    const actor = { ...acme.owner, id, email, name: 'Ina' };
    const ctx = { ...acme.ctx, actor };
    const none = {
      code: 'conflict',
      message: expect.stringContaining('no password here') as string,
    };
    const text = Plaintext.fromText('a new one of several words');
    await expect(beginEnrolment(ctx, text)).rejects.toMatchObject(none);
    await expect(changePassword(ctx, text, text)).rejects.toMatchObject(none);
    const ways = await readSignInWays(ctx);
    expect(ways).toMatchObject({ password: false, providers: [{ name: 'id.example' }] });
  });
});
