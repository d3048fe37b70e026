import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Installation, OwnContext } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { codeOf, codeOfRefusal, enrol, holdTheClock, plain } from '@/lib/testing/second-factor';
import { beginEnrolment } from '../second-factor/begin-enrolment';
import { confirmEnrolment } from '../second-factor/confirm-enrolment';
import { readSecondFactor } from '../second-factor/read-second-factor';
import { SIGN_IN_LIMITS } from './admit-sign-in';
import { startSession } from './start-session';

const EMAIL = 'owner@acme.example';

holdTheClock();

describeDatabase('the second factor at sign-in', (open) => {
  let installation: Installation;
  let organization: TestOrganization;
  let ctx: OwnContext;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    organization = await makeOrganization(installation);
    ctx = { ...contextOf(installation, organization.owner), actor: organization.owner };
  });
  beforeEach(async () => {
    const { prisma } = installation.database;
    await prisma.throttle.deleteMany();
    await prisma.secondFactor.deleteMany();
    await prisma.recoveryCode.deleteMany();
    await prisma.session.deleteMany();
  });

  const signIn = (otp?: string, password = TEST_PASSWORD, on = installation) =>
    startSession(on, {
      email: EMAIL,
      password: plain(password),
      otp: otp === undefined ? null : plain(otp),
      userAgent: null,
      address: '192.0.2.1',
      kid: installation.jwt.current.kid,
    });
  const lastEvents = async (count: number) => {
    const rows = await installation.database.prisma.auditEvent.findMany({
      where: { chainId: organization.id },
      orderBy: { number: 'desc' },
      take: count,
    });
    return rows.reverse().map((row) => {
      const { action, details } = JSON.parse(row.text!) as { action: string; details: object };
      return { action, ...details };
    });
  };

  it('is asked for only after a right password', async () => {
    const { secret } = await enrol(ctx, -1);
    expect(await signIn(undefined, 'wrong')).toBeNull();
    expect(await signIn(codeOf(secret), 'wrong')).toBeNull();
    expect(await codeOfRefusal(signIn())).toBe('second_factor_needed');
  });

  it('takes each code once, also when it comes twice at the same moment', async () => {
    const { secret } = await enrol(ctx, -1);
    const code = codeOf(secret);
    const settled = await Promise.allSettled([signIn(code), signIn(code), signIn(code)]);
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await codeOfRefusal(signIn(code))).toBe('second_factor_wrong');
    expect(await codeOfRefusal(signIn(codeOf(secret, -1)))).toBe('second_factor_wrong');
    expect(await signIn(codeOf(secret, 1))).not.toBeNull();
    expect(await installation.database.prisma.session.count()).toBe(2);
  });

  it('takes each recovery code once, in any spelling, and tells how many are left', async () => {
    const { recoveryCodes } = await enrol(ctx, -1);
    const [one, two] = recoveryCodes as [string, string];
    expect(await signIn(` ${one.toUpperCase().replaceAll('-', ' ')}`)).not.toBeNull();
    expect(await lastEvents(2)).toMatchObject([
      { action: 'session.started', secondFactor: 'recovery_code' },
      { action: 'recovery_code.used', left: 9 },
    ]);
    expect(await codeOfRefusal(signIn(one))).toBe('second_factor_wrong');
    expect(await lastEvents(1)).toMatchObject([{ action: 'session.refused', at: 'second_factor' }]);
    const settled = await Promise.allSettled([signIn(two), signIn(two)]);
    expect(settled.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await readSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('does not take the code that confirmed it, a stranger’s recovery code, or nonsense', async () => {
    const { secret } = await beginEnrolment(ctx, plain(TEST_PASSWORD));
    const confirming = codeOf(secret);
    await confirmEnrolment(ctx, plain(confirming));
    const other = await makeMember(
      organization,
      `c${Date.now()}`,
      'viewer',
      organization.payments.app,
    );
    const theirs = await enrol({ ...contextOf(installation, other), actor: other });
    for (const otp of [confirming, theirs.recoveryCodes[0]!, 'nonsense', '0', '\u0000']) {
      expect(await codeOfRefusal(signIn(otp))).toBe('second_factor_wrong');
    }
  });

  it('is guessed no more often than a password, and then not even right', async () => {
    const { secret } = await enrol(ctx, -1);
    const { attemptsMax } = SIGN_IN_LIMITS.pair;
    for (let count = 0; count < attemptsMax; count += 1) await codeOfRefusal(signIn('nonsense'));
    expect(await codeOfRefusal(signIn(codeOf(secret)))).toBe('throttled');
  });

  it('is guessed no more often from many addresses either', async () => {
    const { secret, recoveryCodes } = await enrol(ctx, -1);
    const from = (address: string, otp: string) =>
      startSession(installation, {
        email: EMAIL,
        password: plain(TEST_PASSWORD),
        otp: plain(otp),
        userAgent: null,
        address,
        kid: 'k',
      });
    for (let count = 0; count < SIGN_IN_LIMITS.code.attemptsMax; count += 1) {
      expect(await codeOfRefusal(from(`10.0.0.${count}`, 'x'))).toBe('second_factor_wrong');
    }
    for (const otp of [codeOf(secret), recoveryCodes[0]!]) {
      expect(await codeOfRefusal(from('10.0.1.1', otp))).toBe('throttled');
    }
    expect(await readSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 10 });
  });

  it('that succeeds does not use the attempts up', async () => {
    const { recoveryCodes } = await enrol(ctx, -1);
    for (const code of recoveryCodes) {
      expect(await codeOfRefusal(signIn())).toBe('second_factor_needed');
      expect(await signIn(code)).not.toBeNull();
    }
    const rows = await installation.database.prisma.throttle.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.count !== 0)).toEqual([]);
  });

  it('while the console is locked takes a recovery code, and says that no other code will do', async () => {
    const { secret, recoveryCodes } = await enrol(ctx, -1);
    const locked = await testInstallation(installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const to = (otp?: string) => signIn(otp, TEST_PASSWORD, locked);
    expect(await codeOfRefusal(to())).toBe('recovery_code_needed');
    expect(await codeOfRefusal(to(codeOf(secret)))).toBe('recovery_code_needed');
    expect(await to(recoveryCodes[0])).not.toBeNull();
    expect(await codeOfRefusal(to(recoveryCodes[0]))).toBe('second_factor_wrong');
    const pending = await installation.database.prisma.auditPending.findMany();
    const actions = pending.map((row) => (row.event as { event: { action: string } }).event.action);
    expect(actions).toEqual(['session.started', 'recovery_code.used', 'session.refused']);
    await installation.database.prisma.auditPending.deleteMany();
  });
});
