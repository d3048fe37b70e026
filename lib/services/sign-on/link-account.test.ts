import { beforeAll, expect, it } from 'vitest';
import { userOfCookies } from '@/lib/auth/actor-of-request';
import { sessionCookie } from '@/lib/auth/session-cookie';
import { encodeSessionToken } from '@/lib/auth/session-token';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { enrol } from '@/lib/testing/second-factor';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { createToken } from '../tokens/create-token';
import { signOn } from './sign-on';

describeDatabase('an account that somebody may have made in another’s name', (open) => {
  let installation: Installation;
  let acme: TestOrganization;

  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
    const group = { id: newUuid(), organizationId: acme.id, slug: 'staff', name: 'Staff' };
    await db().peopleGroup.create({ data: { ...group, externalName: 'idp-staff' } });
    const scopeId = fromTypeId(['team'], acme.search.team.id)!;
    const grant = { id: newUuid(), groupId: group.id, scopeId, role: 'editor' };
    await db().scopeGrant.create({ data: grant });
  });
  const db = () => installation.database.prisma;

  async function enter(email: string): Promise<string> {
    const person = { issuer: 'https://id.example', subject: email, email, name: null };
    const holder = { userAgent: 'test', kid: installation.jwt.current.kid };
    const done = await signOn(installation, { ...person, groups: ['idp-staff'] }, holder);
    if ('refused' in done) throw new Error(done.refused);
    const { name } = sessionCookie(installation.env);
    return `${name}=${await encodeSessionToken(installation, done.started)}`;
  }

  const told = (count: number) => lastEvents(db(), acme.id, count);

  async function maySearch(userId: string): Promise<boolean> {
    const { path } = acme.search.team;
    const scope = await db().scope.findFirstOrThrow({ where: { path } });
    const reach = await readReach(db(), { kind: 'user', id: userId, organizationId: acme.id });
    return permissionsOn(reach, scope).has('secrets:write');
  }

  it('is its owner’s alone once it is linked: old sessions, password and second factor end', async () => {
    const ann = await makeMember(acme, 'ann', 'admin', acme.payments.app);
    const ctx = { ...contextOf(installation, ann), actor: ann };
    const old = await signIn(installation, ann.email);
    await enrol(ctx);
    const { kind, id } = acme.payments.app;
    await createToken(ctx, {
      name: 'kept',
      permissions: ['secrets:list'],
      scope: { kind, id },
    });
    expect(await userOfCookies(installation, old)).toMatchObject({ id: ann.id });

    const own = await enter(ann.email);
    expect(await userOfCookies(installation, old)).toBeNull();
    await expect(signIn(installation, ann.email)).rejects.toThrow('does not open the account');
    expect(await userOfCookies(installation, own)).toMatchObject({ id: ann.id });
    const where = { userId: ann.id };
    expect(await db().secondFactor.count({ where })).toBe(0);
    expect(await db().recoveryCode.count({ where })).toBe(0);
    const linked = (await told(4)).find(({ action }) => action === 'identity.linked');
    expect(linked).toMatchObject({
      user: { name: ann.email },
      passwordRemoved: true,
      secondFactorRemoved: true,
      sessionsEnded: 1,
      tokensLeft: 1,
    });
  });

  it('keeps its password where it is an owner’s, who must get in without the provider', async () => {
    const { email } = acme.owner;
    const old = await signIn(installation, email);
    await enter(email);
    expect(await userOfCookies(installation, old)).not.toBeNull();
    await signIn(installation, email);
    const linked = (await told(9)).find(({ action }) => action === 'identity.linked');
    expect(linked).toMatchObject({ passwordRemoved: false, sessionsEnded: 0 });
  });

  it('holds nothing that the provider gave from the next sign-in with a password on', async () => {
    const bob = await makeMember(acme, 'bob', 'viewer', acme.payments.app);
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: bob.id } });
    await enter(bob.email);
    expect(await maySearch(bob.id)).toBe(true);
    await db().user.update({ where: { id: bob.id }, data: { passwordHash } });
    await signIn(installation, bob.email);
    expect(await maySearch(bob.id)).toBe(false);
    expect(await told(2)).toMatchObject([
      { action: 'session.started' },
      { action: 'group.member_removed', group: { name: 'staff' }, source: 'provider' },
    ]);
    await enter(bob.email);
    expect(await maySearch(bob.id)).toBe(true);
  });
});
