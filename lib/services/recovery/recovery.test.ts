import { beforeAll, beforeEach, expect, it } from 'vitest';
import { hashPassword } from '@/lib/crypto/password';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { enrol, plain } from '@/lib/testing/second-factor';
import { appendPending } from '../audit/append-pending';
import { readSession } from '../sessions/read-session';
import { startSession } from '../sessions/start-session';
import { completeRecovery, readRecoveryLink } from './complete-recovery';
import { allOwners, findOwner } from './find-owner';
import { startRecovery } from './start-recovery';

const EMAIL = 'owner@acme.example';
const NEXT = 'gravel lantern bicycle sonnet';

describeDatabase('recovering an owner from the server', (open) => {
  let installation: Installation;
  let organization: TestOrganization;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    organization = await makeOrganization(installation);
  });
  beforeEach(async () => {
    const { prisma } = installation.database;
    await prisma.throttle.deleteMany();
    await prisma.secondFactor.deleteMany();
    await prisma.oneTimeLink.deleteMany();
    const passwordHash = await hashPassword(plain(TEST_PASSWORD));
    await prisma.user.updateMany({ data: { passwordHash } });
  });

  const signIn = (password = TEST_PASSWORD, otp?: string) =>
    startSession(installation, {
      email: EMAIL,
      password: plain(password),
      otp: otp ? plain(otp) : null,
      userAgent: null,
      address: '192.0.2.1',
      kid: 'k',
    });
  const refusalOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'none',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );
  const recover = async (on = installation) => startRecovery(on, await findOwner(on, EMAIL));
  const enrolOwner = () =>
    enrol({ ...contextOf(installation, organization.owner), actor: organization.owner });
  const textOfLast = async (action: string) => {
    const row = await installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action },
      orderBy: { number: 'desc' },
    });
    return row.text!;
  };

  it('removes the second factor, ends every session, and lets a new password be set, audited', async () => {
    const { recoveryCodes } = await enrolOwner();
    const session = (await signIn(TEST_PASSWORD, recoveryCodes[0]))!;
    const { secret, secondFactorRemoved, sessionsEnded } = await recover();
    expect({ secondFactorRemoved, sessionsEnded }).toEqual({
      secondFactorRemoved: true,
      sessionsEnded: 1,
    });
    expect(await readSession(installation, { ...session, kid: 'k' })).toBeNull();
    expect(await textOfLast('owner.recovery_started')).toContain('"secondFactorRemoved":true');

    expect(await readRecoveryLink(installation, secret)).toMatchObject({ email: EMAIL });
    const meanwhile = await signIn();
    await enrolOwner();
    expect(await completeRecovery(installation, secret, plain(NEXT))).toEqual({ email: EMAIL });
    expect(await readSession(installation, { ...meanwhile!, kid: 'k' })).toBeNull();
    expect(await signIn()).toBeNull();
    expect(await signIn(NEXT)).not.toBeNull();
    expect(await textOfLast('owner.recovered')).toContain('"sessionsEnded":1');
    const kept = await installation.database.prisma.oneTimeLink.findMany();
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it('sets a password once: a link that was used, replaced, expired or cut short says why', async () => {
    const first = await recover();
    const second = await recover();
    const set = (secret: string) => refusalOf(completeRecovery(installation, secret, plain(NEXT)));
    expect(await set(first.secret)).toMatch(/^not_found: A newer link was made/);
    const settled = await Promise.all([set(second.secret), set(second.secret)]);
    expect(settled.filter((outcome) => outcome === 'none')).toHaveLength(1);
    expect(await set(second.secret)).toMatch(/^not_found: This link was used before/);
    expect(await set(second.secret.slice(1))).toMatch(/^not_found: This link is not one of/);
    const third = await recover();
    await installation.database.prisma.oneTimeLink.updateMany({
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect(await set(third.secret)).toMatch(/^not_found: This link has expired/);
    expect(await refusalOf(readRecoveryLink(installation, third.secret))).toMatch(/expired/);
  });

  it('does not use the link up for a password that is guessed early', async () => {
    const { secret } = await recover();
    for (const weak of ['short', 'password1234', 'owner@acme.example']) {
      const refused = await refusalOf(completeRecovery(installation, secret, plain(weak)));
      expect(refused).toMatch(/^rule_broken: /);
      expect(refused).not.toContain(weak);
    }
    await completeRecovery(installation, secret, plain(NEXT));
  });

  it('finds owners by e-mail in any case, and nobody else', async () => {
    await makeMember(organization, `lead${Date.now()}`, 'owner', organization.payments.team);
    await makeMember(organization, `admin${Date.now()}`, 'admin', organization.payments.team);
    expect((await allOwners(installation)).map((owner) => owner.email)).toEqual([EMAIL]);
    expect(await findOwner(installation, ` ${EMAIL.toUpperCase()} `)).toMatchObject({
      organization: 'acme',
      secondFactor: false,
    });
    const refused = await refusalOf(findOwner(installation, 'nobody@acme.example'));
    expect(refused).toBe(`not_found: No owner has that e-mail. Owners are: ${EMAIL}.`);
  });

  it('works while the console is locked; what happened joins the audit log at unlock', async () => {
    await enrolOwner();
    const locked = await testInstallation(installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const { prisma } = installation.database;
    const before = await prisma.auditEvent.count();
    const { secret } = await recover(locked);
    await completeRecovery(locked, secret, plain(NEXT));
    expect(await prisma.auditEvent.count()).toBe(before);
    expect(await signIn(NEXT)).not.toBeNull();
    await appendPending(installation);
    for (const action of ['owner.recovery_started', 'owner.recovered']) {
      expect(await textOfLast(action)).toContain('"pended":true');
    }
  });
});
