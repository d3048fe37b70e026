import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation, OwnContext } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { codeOf, codeOfRefusal, enrol, holdTheClock, plain } from '@/lib/testing/second-factor';
import { startKeyOperation } from '../keys/operations/start-operation';
import { changeRootKey } from '../keys/reencrypt/change-root-key';
import { retireRootKey } from '../keys/reencrypt/retire-root-key';
import { runReencryption } from '../keys/reencrypt/run-reencryption';
import { startSession } from '../sessions/start-session';
import { beginEnrolment } from './begin-enrolment';
import { confirmEnrolment } from './confirm-enrolment';
import { readSecondFactor } from './read-second-factor';
import { removeSecondFactor } from './remove-second-factor';
import { renewRecoveryCodes } from './renew-recovery-codes';

const EMAIL = 'owner@acme.example';

holdTheClock();

describeDatabase('the second factor', (open) => {
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

    it('and stays asked for where data keys change and its seed does not open: recovery codes answer', async () => {
      const { secret, recoveryCodes } = await enrol(ctx, -1);
      const { prisma } = installation.database;
      const { envelope } = await prisma.secondFactor.findFirstOrThrow();
      envelope.set([envelope.at(-1)! ^ 1], envelope.length - 1);
      await prisma.secondFactor.updateMany({ data: { envelope } });
      await startKeyOperation(ctx, { cause: 'data_keys_window_over' });
      await changeRootKey(ctx);
      expect(await runReencryption(ctx)).toBe(true);
      await retireRootKey(ctx);
      const event = { action: 'second_factor.unreadable', targetId: ctx.actor.id };
      expect(await prisma.auditEvent.count({ where: event })).toBe(1);
      expect(await codeOfRefusal(signIn())).toBe('second_factor_needed');
      expect(await codeOfRefusal(signIn(codeOf(secret)))).not.toBe('tampered');
      expect(await signIn(recoveryCodes[0])).toBeTruthy();
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
