import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation, OwnContext } from '@/lib/services/context';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { codeOf, enrol, plain } from '@/lib/testing/second-factor';
import { SIGN_IN_LIMITS } from '../sessions/admit-sign-in';
import { startSession } from '../sessions/start-session';
import { beginEnrolment } from './begin-enrolment';
import { confirmEnrolment } from './confirm-enrolment';
import { readSecondFactor } from './read-second-factor';
import { removeSecondFactor } from './remove-second-factor';
import { renewRecoveryCodes } from './renew-recovery-codes';

const EMAIL = 'owner@acme.example';
const STEP_MS = 30_000;

/** The middle of a time step, so that no code passes from one into the next on its way. */
beforeAll(() => {
  vi.useFakeTimers({
    toFake: ['Date'],
    now: (Math.floor(Date.now() / STEP_MS) + 0.5) * STEP_MS,
  });
});
afterAll(() => vi.useRealTimers());

describeDatabases('the second factor', (open) => {
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
  const codeOfRefusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'none',
      (error: { code: string; extras?: { issues?: { code: string }[] } }) =>
        error.extras?.issues?.[0]?.code ?? error.code,
    );
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

  describe('is set up', () => {
    it('not before a code has confirmed it: until then the password alone signs in', async () => {
      const { secret, address } = await beginEnrolment(ctx, plain(TEST_PASSWORD));
      expect(new URL(address).searchParams.get('secret')).toBe(secret);
      expect(await readSecondFactor(ctx)).toMatchObject({ enabled: false });
      expect(await signIn()).not.toBeNull();
      const codes = await confirmEnrolment(ctx, plain(codeOf(secret)));
      expect(codes).toHaveLength(10);
      expect(await readSecondFactor(ctx)).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
      expect(await codeOfRefusal(signIn())).toBe('second_factor_needed');
    });

    it('with the password only, and with a code of the seed that was shown last', async () => {
      expect(await codeOfRefusal(beginEnrolment(ctx, plain('not it')))).toBe('password_wrong');
      const first = await beginEnrolment(ctx, plain(TEST_PASSWORD));
      const second = await beginEnrolment(ctx, plain(TEST_PASSWORD));
      const early = codeOf(first.secret);
      expect(await codeOfRefusal(confirmEnrolment(ctx, plain(early)))).toBe('code_wrong');
      await confirmEnrolment(ctx, plain(codeOf(second.secret)));
      expect(await codeOfRefusal(beginEnrolment(ctx, plain(TEST_PASSWORD)))).toBe('conflict');
      expect(await codeOfRefusal(confirmEnrolment(ctx, plain('123456')))).toBe('conflict');
    });

    it('once, when two codes confirm it at the same moment', async () => {
      const { secret } = await beginEnrolment(ctx, plain(TEST_PASSWORD));
      const settled = await Promise.allSettled(
        [0, 0].map(() => confirmEnrolment(ctx, plain(codeOf(secret)))),
      );
      expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      expect(await readSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 10 });
    });

    it('sealed: the seed stands nowhere in the database, and opens under no other person', async () => {
      const { secret, recoveryCodes } = await enrol(ctx, -1);
      const { prisma } = installation.database;
      const row = await prisma.secondFactor.findFirstOrThrow();
      const kept = JSON.stringify([
        Buffer.from(row.envelope).toString('latin1'),
        await prisma.recoveryCode.findMany(),
        (await prisma.auditEvent.findMany({ select: { text: true } })).map(({ text }) => text),
      ]);
      for (const text of [secret, ...recoveryCodes]) expect(kept).not.toContain(text);
      const other = await makeMember(
        organization,
        `b${Date.now()}`,
        'viewer',
        organization.payments.app,
      );
      await prisma.secondFactor.update({
        where: { userId: row.userId },
        data: { userId: other.id },
      });
      const theirs = { ...contextOf(installation, other), actor: other };
      const taken = removeSecondFactor(theirs, plain(TEST_PASSWORD), plain(codeOf(secret)));
      expect(await codeOfRefusal(taken)).toBe('tampered');
    });
  });

  describe('at sign-in', () => {
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
      expect(await lastEvents(1)).toMatchObject([
        { action: 'session.refused', at: 'second_factor' },
      ]);
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
      const actions = pending.map(
        (row) => (row.event as { event: { action: string } }).event.action,
      );
      expect(actions).toEqual(['session.started', 'recovery_code.used', 'session.refused']);
      await installation.database.prisma.auditPending.deleteMany();
    });
  });

  describe('is turned off', () => {
    it.each([
      ['a wrong password', 'not it', null, 'password_wrong'],
      ['a wrong code', TEST_PASSWORD, '000000', 'code_wrong'],
    ])('not with %s', async (_, password, wrong, expected) => {
      const { secret } = await enrol(ctx, -1);
      const taken = removeSecondFactor(ctx, plain(password), plain(wrong ?? codeOf(secret)));
      expect(await codeOfRefusal(taken)).toBe(expected);
      expect(await readSecondFactor(ctx)).toMatchObject({ enabled: true });
    });

    it('with password and code; its recovery codes are worth nothing after that', async () => {
      const { secret, recoveryCodes } = await enrol(ctx, -1);
      await removeSecondFactor(ctx, plain(TEST_PASSWORD), plain(codeOf(secret)));
      expect(await lastEvents(1)).toMatchObject([{ action: 'second_factor.removed' }]);
      expect(await signIn()).not.toBeNull();
      const again = await enrol(ctx, -1);
      expect(await codeOfRefusal(signIn(recoveryCodes[0]))).toBe('second_factor_wrong');
      expect(await signIn(again.recoveryCodes[0])).not.toBeNull();
    });
  });

  it('gets new recovery codes with the password or a code; the old ones stop working', async () => {
    const { secret, recoveryCodes } = await enrol(ctx, -1);
    const renewed = await renewRecoveryCodes(ctx, { password: plain(TEST_PASSWORD) });
    expect(new Set([...renewed, ...recoveryCodes]).size).toBe(20);
    expect(await codeOfRefusal(signIn(recoveryCodes[0]))).toBe('second_factor_wrong');
    const code = codeOf(secret);
    const again = await renewRecoveryCodes(ctx, { code: plain(code) });
    expect(await codeOfRefusal(signIn(code))).toBe('second_factor_wrong');
    expect(await codeOfRefusal(signIn(renewed[0]))).toBe('second_factor_wrong');
    expect(await signIn(again[0])).not.toBeNull();
    for (const wrong of [{ password: plain('not it') }, { code: plain('000000') }]) {
      expect(await codeOfRefusal(renewRecoveryCodes(ctx, wrong))).toMatch(/wrong/);
    }
  });

  it('cannot be set up or changed while the console is locked', async () => {
    await enrol(ctx, -1);
    const locked = await testInstallation(installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const theirs = { ...ctx, installation: locked };
    const given = Plaintext.fromText(TEST_PASSWORD);
    for (const attempt of [
      beginEnrolment(theirs, given),
      confirmEnrolment(theirs, plain('123456')),
      removeSecondFactor(theirs, given, plain('123456')),
      renewRecoveryCodes(theirs, { password: given }),
    ]) {
      expect(await codeOfRefusal(attempt)).toBe('locked');
    }
    expect(await readSecondFactor(theirs)).toMatchObject({ enabled: true });
  });
});
