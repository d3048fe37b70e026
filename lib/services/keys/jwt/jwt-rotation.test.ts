import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { actorOfRequest } from '@/lib/auth/actor-of-request';
import { reissuedCookie } from '@/lib/auth/reissue-session';
import type { Database } from '@/lib/db/connection/database';
import { insertNode } from '@/lib/db/keys/nodes';
import { Plaintext } from '@/lib/domain/plaintext';
import { newUuid } from '@/lib/domain/ids';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY } from '@/lib/testing/installation';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { onOwnJwtFile, ownConfigFolder } from '@/lib/testing/own-jwt-file';
import { bookkeeping } from '../../bookkeeping';
import type { Context, Installation } from '../../context';
import { finishJwtRotation } from './finish-jwt-rotation';
import { readJwtStatus } from './read-jwt-status';
import { recordJwtVerification } from './record-jwt-verification';
import { rotateJwtSecret } from './rotate-jwt-secret';

describeDatabases('a change of the generated JWT secret', (open, kind) => {
  const folder = ownConfigFolder();
  const file = (name: string) => path.join(folder, name);
  const textOf = (name: string) => readFileSync(file(name), 'utf8').trim();
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;
  let ctx: Context;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await onOwnJwtFile(database, folder));
  });

  /** As a start of the console would be. */
  beforeEach(async () => {
    installation = await onOwnJwtFile(database, folder);
    ctx = contextOf(installation, acme.owner);
  });

  const signedIn = async (cookie: string) =>
    (await actorOfRequest(installation, new Headers({ cookie }))) !== null;
  const code = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { extras?: { issues?: { code: string }[] } }) =>
        error.extras?.issues?.[0]?.code ?? String(error),
    );

  it('is taken into use at once, signs nobody out, and moves each session over', async () => {
    const old = textOf('jwt.secret');
    const cookies = [
      await signIn(installation, acme.owner.email),
      await signIn(installation, acme.owner.email),
    ];
    const done = await rotateJwtSecret(ctx, { changeNumber: 'CHG-9' });
    expect(done).toMatchObject({ step: 'move', previous: { sessions: 2 }, rotatesItself: true });
    expect(textOf('jwt.secret')).toMatch(/^[0-9a-f]{64}$/);
    expect(textOf('jwt.secret')).not.toBe(old);
    expect(textOf('jwt.secret.previous')).toBe(old);
    for (const name of ['jwt.secret', 'jwt.secret.previous']) {
      expect(statSync(file(name)).mode & 0o777).toBe(0o600);
    }
    expect(existsSync(file('jwt.secret.new'))).toBe(false);
    for (const cookie of cookies) expect(await signedIn(cookie)).toBe(true);

    expect(await code(finishJwtRotation(ctx))).toBe('sessions_live');
    expect(await code(finishJwtRotation(ctx, { endSessions: 1 }))).toBe('sessions_live');
    expect(await code(rotateJwtSecret(ctx))).toBe('previous_present');
    const moved = await Promise.all(cookies.map((cookie) => reissuedCookie(installation, cookie)));
    for (const cookie of moved) {
      expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/i);
      expect(await signedIn(cookie!.split(';')[0]!)).toBe(true);
      expect(await reissuedCookie(installation, cookie!.split(';')[0]!)).toBeNull();
    }
    expect(await readJwtStatus(ctx)).toMatchObject({ step: 'remove', previous: { sessions: 0 } });
    await finishJwtRotation(ctx, { verification: 'signed in twice' });
    expect(existsSync(file('jwt.secret.previous'))).toBe(false);
    expect(await signedIn(cookies[0]!)).toBe(false);
    expect(await signedIn(moved[0]!.split(';')[0]!)).toBe(true);
    const { history, step } = await readJwtStatus(ctx);
    expect(step).toBe('new');
    expect(history).toMatchObject([
      { action: 'jwt.previous_removed', verification: 'signed in twice', sessionsEnded: 0 },
      { action: 'jwt.rotated', changeNumber: 'CHG-9', by: acme.owner.email },
    ]);
    expect(await code(finishJwtRotation(ctx))).toBe('nothing_to_finish');
  });

  it('ends the sessions that did not move only where their number is named', async () => {
    const cookie = await signIn(installation, acme.owner.email);
    const { previous } = await rotateJwtSecret(ctx);
    expect(previous!.sessions).toBeGreaterThan(0);
    await finishJwtRotation(ctx, { endSessions: previous!.sessions });
    const { history } = await readJwtStatus(ctx);
    expect(history[0]).toMatchObject({ sessionsEnded: previous!.sessions });
    expect(await signedIn(cookie)).toBe(false);
    const live = { kid: previous!.kid, revokedAt: null };
    expect(await database.prisma.session.count({ where: live })).toBe(0);
  });

  it('takes a secret that is brought, and refuses a weak one, the one in use and any other key', async () => {
    const bring = (text: string) => rotateJwtSecret(ctx, { secret: Plaintext.fromText(text) });
    expect(await code(bring('too short'))).toBe('too_short');
    expect(await code(bring(textOf('jwt.secret')))).toBe('secret_in_use');
    const base64 = Buffer.from(TEST_MASTER_KEY, 'hex').toString('base64url');
    expect(await code(bring(TEST_MASTER_KEY))).toBe('shared_key');
    expect(await code(bring(base64))).toBe('shared_key');
    expect((await readJwtStatus(ctx)).step).toBe('new');
    expect(existsSync(file('jwt.secret.new'))).toBe(false);
    const own = randomBytes(32).toString('hex');
    await bring(own);
    expect(textOf('jwt.secret')).toBe(own);
    await finishJwtRotation(ctx, { endSessions: 99 });
  });

  it('is for those with keys:manage, and recorded with what was verified', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const theirs = contextOf(installation, viewer);
    for (const work of [readJwtStatus, rotateJwtSecret, finishJwtRotation]) {
      await expect(work(theirs)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const { history } = await recordJwtVerification(ctx, { verification: 'looked at it' });
    expect(history[0]).toMatchObject({ action: 'jwt.verified', verification: 'looked at it' });
  });

  it('is refused beside another node, and where the secret comes from the environment', async () => {
    const fromEnvironment = await onOwnJwtFile(database, folder, {
      JWT_SECRET: randomBytes(32).toString('hex'),
    });
    expect(await code(rotateJwtSecret(contextOf(fromEnvironment, acme.owner)))).toBe(
      'source_not_ours',
    );
    if (kind === 'embedded') return;
    const { kid } = installation.jwt.current;
    await bookkeeping(installation, (tx) =>
      insertNode(tx, {
        id: newUuid(),
        host: 'another',
        pid: 1,
        masterFingerprint: null,
        source: null,
        sourceFingerprint: null,
        jwtFingerprint: kid,
        jwtPrevious: null,
      }),
    );
    expect(await code(rotateJwtSecret(ctx))).toBe('several_nodes');
    expect(await readJwtStatus(ctx)).toMatchObject({ rotatesItself: false });
  });
});
