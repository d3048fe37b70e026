import { beforeAll, beforeEach, expect, it } from 'vitest';
import { hashPassword } from '@/lib/crypto/password';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '@/lib/services/context';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { describeDatabase } from '@/lib/testing/database';
import { makeOrganization, TEST_PASSWORD } from '@/lib/testing/organization';
import { endAllSessions, endOwnSession } from '../sessions/end-sessions';
import { listSessions } from '../sessions/list-sessions';
import { readSession } from '../sessions/read-session';
import { startSession } from '../sessions/start-session';
import type { StartedSession } from '../sessions/prepare-session';
import { SIGN_IN_LIMITS } from '../sessions/admit-sign-in';
import { changePassword } from './change-password';

const EMAIL = 'owner@acme.example';
const NEXT = 'gravel lantern bicycle sonnet';

describeDatabase('one’s own account', (open) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    await makeOrganization(installation);
  });
  beforeEach(async () => {
    const { prisma } = installation.database;
    await prisma.throttle.deleteMany();
    await prisma.session.deleteMany();
    const passwordHash = await hashPassword(Plaintext.fromText(TEST_PASSWORD));
    await prisma.user.updateMany({ where: { email: EMAIL }, data: { passwordHash } });
  });

  const signIn = (password = TEST_PASSWORD) =>
    startSession(installation, {
      email: EMAIL,
      password: Plaintext.fromText(password),
      userAgent: 'Firefox/140 (Linux)',
      address: '192.0.2.1',
      kid: installation.jwt.current.kid,
    });
  const actorOf = (started: StartedSession, epoch = started.epoch) =>
    readSession(installation, { ...started, epoch, kid: installation.jwt.current.kid });

  async function openOne(): Promise<{
    started: StartedSession;
    ctx: ReturnType<typeof ownContext>;
  }> {
    const started = (await signIn())!;
    return { started, ctx: ownContext((await actorOf(started))!) };
  }
  const ownContext = (actor: UserActor) => ({ ...contextOf(installation, actor), actor });
  const change = (ctx: ReturnType<typeof ownContext>, current: string, next: string) =>
    changePassword(ctx, Plaintext.fromText(current), Plaintext.fromText(next));

  it('a changed password ends every other session at once; the own one goes on', async () => {
    const [other, own] = [await openOne(), await openOne()];
    const { epoch } = await change(own.ctx, TEST_PASSWORD, NEXT);
    expect(await actorOf(other.started)).toBeNull();
    expect(await actorOf(other.started, epoch)).toBeNull();
    expect(await actorOf(own.started)).toBeNull();
    expect(await actorOf(own.started, epoch)).toMatchObject({ email: EMAIL });
    expect(await signIn()).toBeNull();
    expect(await signIn(NEXT)).not.toBeNull();
  });

  it.each([
    ['a wrong current one', 'not my password', NEXT, '/currentPassword', 'password_wrong'],
    ['one that is too short', TEST_PASSWORD, 'short', '/password', 'password_length'],
    ['one that is guessed early', TEST_PASSWORD, 'password1234', '/password', 'password_weak'],
    ['the own e-mail', TEST_PASSWORD, 'owner@acme.example1', '/password', 'password_weak'],
    ['the same again', TEST_PASSWORD, TEST_PASSWORD, '/password', /password_(same|weak)/],
  ])('is not changed with %s', async (_, current, next, pointer, code) => {
    const { started, ctx } = await openOne();
    const refused: unknown = await change(ctx, current, next).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ pointer, code: expect.stringMatching(code) as string }] },
    });
    expect(String(refused)).not.toContain(next);
    expect(await actorOf(started)).not.toBeNull();
    expect(await signIn()).not.toBeNull();
  });

  it('is guessed no more often there than at sign-in', async () => {
    const { ctx } = await openOne();
    const tries = Array.from({ length: SIGN_IN_LIMITS.pair.attemptsMax }, () =>
      change(ctx, 'wrong', NEXT).catch((error: unknown) => error),
    );
    await Promise.all(tries);
    await expect(change(ctx, TEST_PASSWORD, NEXT)).rejects.toMatchObject({ code: 'throttled' });
  });

  it('changed twice at once is changed once', async () => {
    const [one, two] = [await openOne(), await openOne()];
    const outcomes = await Promise.allSettled([
      change(one.ctx, TEST_PASSWORD, NEXT),
      change(two.ctx, TEST_PASSWORD, `${NEXT} again`),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  it('lists the own live sessions, and ends one of them alone', async () => {
    const [other, own] = [await openOne(), await openOne()];
    const listed = await listSessions(own.ctx);
    expect(listed.map((session) => session.current).sort()).toEqual([false, true]);
    expect(listed[0]).toMatchObject({ userAgent: 'Firefox/140 (Linux)' });
    const { id } = listed.find((session) => !session.current)!;
    await endOwnSession(own.ctx, id);
    expect(await actorOf(other.started)).toBeNull();
    expect(await actorOf(own.started)).not.toBeNull();
    expect(await listSessions(own.ctx)).toHaveLength(1);
    await expect(endOwnSession(own.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('does not end a stranger’s session', async () => {
    await makeOrganization(installation, `b${Date.now()}`);
    const own = await openOne();
    const stranger = await installation.database.prisma.user.findFirstOrThrow({
      where: { email: { not: EMAIL } },
    });
    const row = await installation.database.prisma.session.create({
      data: {
        id: stranger.id,
        userId: stranger.id,
        sidHash: new Uint8Array(32).fill(7),
        kid: 'k',
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const foreign = toTypeId('session', row.id);
    await expect(endOwnSession(own.ctx, foreign)).rejects.toMatchObject({ code: 'not_found' });
    await endAllSessions(own.ctx);
    const after = await installation.database.prisma.session.findUniqueOrThrow({
      where: { id: row.id },
    });
    expect(after.revokedAt).toBeNull();
  });

  it('signs out everywhere, the own session too, and tells the log how many', async () => {
    const [other, own] = [await openOne(), await openOne()];
    await endAllSessions(own.ctx);
    for (const one of [other, own]) {
      expect(await actorOf(one.started)).toBeNull();
      expect(await actorOf(one.started, one.started.epoch + 1)).toBeNull();
    }
    const event = await installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'sessions.ended' },
      orderBy: { number: 'desc' },
    });
    expect(event.text).toContain('"count":2');
    expect(await signIn()).not.toBeNull();
  });
});
