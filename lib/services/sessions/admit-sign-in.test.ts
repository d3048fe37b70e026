import { beforeAll, beforeEach, expect, it } from 'vitest';
import { KeystowError } from '@/lib/domain/errors';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import { admitSignIn, SIGN_IN_LIMITS } from './admit-sign-in';
import { startSession } from './start-session';

const KNOWN = 'owner@acme.example';
const UNKNOWN = 'nobody@acme.example';
const ALLOWED = SIGN_IN_LIMITS.pair.attemptsMax;

describeDatabase('signing in', (open) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    await makeOrganization(installation);
  });
  beforeEach(async () => {
    await installation.database.prisma.throttle.deleteMany();
    await installation.database.prisma.denialWindow.deleteMany();
  });

  const signIn = (email: string, password = 'a wrong password', address = '192.0.2.1') =>
    startSession(installation, {
      email,
      password: Plaintext.fromText(password),
      userAgent: null,
      address,
      kid: installation.jwt.current.kid,
    });
  const admit = (email: string, address: string) =>
    admitSignIn(installation, { email, address, user: null });

  async function refusalOf(attempt: Promise<unknown>): Promise<KeystowError> {
    const error = await attempt.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error instanceof KeystowError) return error;
    throw new Error('It was not refused.');
  }

  /** Events told so far, by action. */
  async function eventsOf(action: string): Promise<number> {
    return installation.database.prisma.auditEvent.count({ where: { action } });
  }

  it('answers the same to a known and an unknown e-mail, before and after it is throttled', async () => {
    const answers = [];
    for (const email of [KNOWN, UNKNOWN]) {
      const refused = await eventsOf('session.refused');
      expect(await signIn(email)).toBeNull();
      // The same writes, or the time would tell.
      expect((await eventsOf('session.refused')) - refused).toBe(1);
      for (let count = 1; count < ALLOWED; count += 1) await admit(email, '192.0.2.1');
      const { code, status, message, extras } = await refusalOf(signIn(email));
      expect(extras.retryAfterSeconds).toBeGreaterThan(800);
      expect(extras.retryAfterSeconds).toBeLessThanOrEqual(900);
      answers.push({ code, status, message });
    }
    expect(answers[0]).toEqual({ ...answers[1], code: 'throttled', status: 429 });
  });

  it('counts an e-mail in any case and with blanks around as one account', async () => {
    for (let count = 1; count < ALLOWED; count += 1) await admit(KNOWN, '192.0.2.1');
    expect(await signIn(`  ${KNOWN.toUpperCase()} `)).toBeNull();
    expect(await refusalOf(signIn(KNOWN))).toMatchObject({ code: 'throttled' });
  });

  it('is refused even with the right password while it is throttled', async () => {
    for (let count = 0; count < ALLOWED; count += 1) await admit(KNOWN, '192.0.2.1');
    expect(await refusalOf(signIn(KNOWN, TEST_PASSWORD))).toMatchObject({ code: 'throttled' });
    expect(await signIn(KNOWN, TEST_PASSWORD, '192.0.2.2')).not.toBeNull();
  });

  it('is throttled by address, whatever e-mails are tried, without locking their owners out', async () => {
    for (let count = 0; count < SIGN_IN_LIMITS.address.attemptsMax; count += 1) {
      await admit(`spray-${count}@acme.example`, '192.0.2.3');
    }
    expect(await refusalOf(admit(KNOWN, '192.0.2.3'))).toMatchObject({ code: 'throttled' });
    expect(await signIn(KNOWN, TEST_PASSWORD, '192.0.2.4')).not.toBeNull();
  });

  it('is throttled by account, from however many addresses', async () => {
    const { attemptsMax } = SIGN_IN_LIMITS.account;
    for (let count = 0; count < attemptsMax; count += 1) await admit(KNOWN, `10.0.0.${count}`);
    expect(await refusalOf(admit(KNOWN, '10.0.1.1'))).toMatchObject({ code: 'throttled' });
  });

  it('lets exactly as many through when all come at once', async () => {
    const attempts = Array.from({ length: ALLOWED + 5 }, () => admit(UNKNOWN, '192.0.2.5'));
    const settled = await Promise.allSettled(attempts);
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(ALLOWED);
  });

  it('does not count what succeeds, and begins anew when the span is over', async () => {
    for (let count = 0; count < ALLOWED + 3; count += 1) {
      if (count < 3) expect(await signIn(KNOWN, TEST_PASSWORD)).not.toBeNull();
      else await admit(KNOWN, '192.0.2.1');
    }
    expect(await refusalOf(admit(KNOWN, '192.0.2.1'))).toMatchObject({ code: 'throttled' });
    await installation.database.prisma.throttle.updateMany({ data: { endsAt: new Date(0) } });
    await admit(KNOWN, '192.0.2.1');
  });

  it('is told once a minute that it is throttled, and keeps nothing of what was typed', async () => {
    const before = await eventsOf('session.throttled');
    for (let count = 0; count < ALLOWED; count += 1) await admit('typed-secret', '192.0.2.6');
    for (let count = 0; count < 3; count += 1) await refusalOf(admit('typed-secret', '192.0.2.6'));
    const told = (await eventsOf('session.throttled')) - before;
    // Two when a minute ended meanwhile.
    expect([1, 2]).toContain(told);
    const { prisma } = installation.database;
    const kept = [await prisma.throttle.findMany(), await prisma.denialWindow.findMany()];
    const events = await prisma.auditEvent.findMany({ select: { text: true } });
    expect(JSON.stringify([kept, events])).not.toContain('typed-secret');
  });

  it('is throttled while the console is locked too', async () => {
    const settings = { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY };
    const locked = await testInstallation(installation.database, settings);
    const attempt = { email: KNOWN, address: '192.0.2.7', user: null };
    for (let count = 0; count < ALLOWED; count += 1) await admitSignIn(locked, attempt);
    expect(await refusalOf(admitSignIn(locked, attempt))).toMatchObject({ code: 'throttled' });
  });
});
