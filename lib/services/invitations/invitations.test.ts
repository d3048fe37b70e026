import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import type { Role } from '@/lib/domain/permissions';
import { Plaintext } from '@/lib/domain/plaintext';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { readReach } from '../access/effective-permissions';
import { acceptInvitation } from './accept-invitation';
import { listInvitations } from './list-invitations';
import { makeInvitation } from './make-invitation';
import { readInvitation } from './open-invitation';
import { revokeInvitation } from './revoke-invitation';

const PASSWORD = 'gravel lantern bicycle sonnet';

describeDatabase('invitations by link', (open) => {
  let rest: Rest;
  let lead: UserActor;

  beforeAll(async () => {
    rest = await openRest(await open());
    lead = await makeMember(rest.organization, 'lead', 'admin', rest.organization.payments.team);
    await makeOrganization(rest.installation, 'others');
  });

  const as = (actor: UserActor) => contextOf(rest.installation, actor);
  const invite = (by: UserActor, email: string, role: Role, { kind, id }: ScopeSummary) =>
    makeInvitation(as(by), { email, grants: [{ role, scope: { kind, id } }] });
  const holderOf = (link: string) => ({
    secret: link.split('#')[1]!,
    address: '192.0.2.7',
    requestId: 'test',
  });
  const accept = (link: string, password = PASSWORD) =>
    acceptInvitation(rest.installation, holderOf(link), {
      name: 'Bob',
      password: Plaintext.fromText(password),
    });
  const refusalOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'none',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );
  const stateOf = async (id: string) =>
    (await listInvitations(as(lead))).items.find((one) => one.id === id)?.state;

  it('make a member with the roles, once, and keep no link; all of it is recorded', async () => {
    const { team } = rest.organization.payments;
    const made = await invite(lead, ' Bob@ACME.example '.trim(), 'editor', team);
    expect(made).toMatchObject({ email: 'bob@acme.example', state: 'open', mail: 'off' });
    const seen = await readInvitation(rest.installation, holderOf(made.link));
    expect(seen).toMatchObject({ email: 'bob@acme.example', organization: 'acme' });
    expect(seen.grants).toMatchObject([{ role: 'editor', scope: { path: team.path } }]);
    const both = await Promise.all([refusalOf(accept(made.link)), refusalOf(accept(made.link))]);
    expect(both.filter((one) => one === 'none')).toHaveLength(1);
    expect(await refusalOf(accept(made.link))).toMatch(/^not_found: .*accepted before/);
    const { prisma } = rest.installation.database;
    const bob = await prisma.user.findUniqueOrThrow({ where: { email: 'bob@acme.example' } });
    const holder = { kind: 'user', id: bob.id, organizationId: bob.organizationId } as const;
    const { grants } = await readReach(prisma, holder);
    expect(grants).toHaveLength(1);
    expect(await stateOf(made.id)).toBe('accepted');
    expect(JSON.stringify(await prisma.invitation.findMany())).not.toContain(
      made.link.split('#')[1],
    );
    const told = await prisma.auditEvent.findMany({ orderBy: { number: 'desc' }, take: 4 });
    expect(told.map(({ action }) => action).filter((one) => one !== 'access.denied')).toEqual([
      'role.granted',
      'user.created',
      'invitation.accepted',
      'invitation.created',
    ]);
  });

  it('give nothing beyond what the inviter has, nor to an e-mail with an account anywhere', async () => {
    const { payments, search } = rest.organization;
    const tries = [
      ['x@acme.example', 'owner', payments.team, /^forbidden/],
      ['x@acme.example', 'viewer', search.team, /^not_found/],
      ['owner@acme.example', 'viewer', payments.team, /^conflict: That e-mail has an account/],
      ['OWNER@others.example', 'viewer', payments.team, /^conflict: That e-mail has an account/],
    ] as const;
    for (const [email, role, scope, refused] of tries) {
      expect(await refusalOf(invite(lead, email, role, scope))).toMatch(refused);
    }
  });

  it('work no more once revoked, expired, or when the inviter lost the right', async () => {
    const { team } = rest.organization.payments;
    const { prisma } = rest.installation.database;
    const [revoked, expired, lost] = await Promise.all(
      ['one', 'two', 'three'].map((name) => invite(lead, `${name}@acme.example`, 'viewer', team)),
    );
    await revokeInvitation(as(lead), revoked!.id);
    await revokeInvitation(as(lead), revoked!.id);
    expect(await refusalOf(accept(revoked!.link))).toMatch(/revoked. Ask lead@acme.example/);
    await prisma.invitation.updateMany({
      where: { email: 'two@acme.example' },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await refusalOf(accept(expired!.link))).toMatch(/^not_found: .*expired/);
    const grant = await prisma.scopeGrant.findFirstOrThrow({ where: { userId: lead.id } });
    await prisma.scopeGrant.update({ where: { id: grant.id }, data: { role: 'editor' } });
    expect(await refusalOf(accept(lost!.link))).toMatch(/^not_found: .*may not give these roles/);
    await prisma.scopeGrant.update({ where: { id: grant.id }, data: { role: 'admin' } });
    expect([await stateOf(revoked!.id), await stateOf(expired!.id)]).toEqual([
      'revoked',
      'expired',
    ]);
    expect(await refusalOf(accept(`${lost!.link.slice(0, -1)}`))).toMatch(
      /not one of this console/,
    );
    await accept(lost!.link);
  });

  it('are not used up by a password that is guessed early', async () => {
    const made = await invite(lead, 'weak@acme.example', 'viewer', rest.organization.payments.app);
    expect(await refusalOf(accept(made.link, 'password1234'))).toMatch(/^rule_broken/);
    expect(await accept(made.link)).toEqual({ email: 'weak@acme.example' });
  });

  it('are neither looked at nor used up while the console is locked', async () => {
    const made = await invite(lead, 'later@acme.example', 'viewer', rest.organization.payments.app);
    const { database } = rest.installation;
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const holder = holderOf(made.link);
    const person = { name: 'Bob', password: Plaintext.fromText(PASSWORD) };
    expect(await refusalOf(readInvitation(locked, holder))).toMatch(/^locked/);
    expect(await refusalOf(acceptInvitation(locked, holder, person))).toMatch(/^locked/);
    expect(await stateOf(made.id)).toBe('open');
  });

  it('are seen by who made them and by who manages people on all their scopes', async () => {
    const { payments, search, owner } = rest.organization;
    const other = await makeMember(rest.organization, 'other', 'admin', search.team);
    const made = await invite(owner, 'seen@acme.example', 'viewer', payments.app);
    expect(await stateOf(made.id)).toBe('open');
    expect((await listInvitations(as(other))).items).toEqual([]);
    const take = revokeInvitation(as(other), made.id);
    expect(await refusalOf(take)).toMatch(/^not_found/);
    const first = await listInvitations(as(owner), { limit: 1 });
    expect(first.items[0]!.id).toBe(made.id);
    const next = await listInvitations(as(owner), { limit: 200, after: first.next! });
    expect(next.items.map((one) => one.id)).not.toContain(made.id);
  });
});
