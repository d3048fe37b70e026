// Sign-in with e-mail and password: the same answer and the same work whoever asks.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { verifyPassword } from '@/lib/crypto/password';
import { findActiveUserByEmail } from '@/lib/db/members';
import { insertSession } from '@/lib/db/sessions';
import { normalizeEmail } from '@/lib/domain/email';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { UserActor } from '@/lib/domain/actor';
import { admitSignIn, forgiveSignIn } from './admit-sign-in';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';

export const SESSION_DAYS_MAX = 7;
export const SESSION_IDLE_HOURS_MAX = 12;

export interface Credentials {
  readonly email: string;
  readonly password: Plaintext;
  readonly userAgent: string | null;
  /** The network address it came from (`lib/auth/address-of-request.ts`). */
  readonly address: string;
  /** Of the JWT secret that will sign the cookie. */
  readonly kid: string;
}

/** What the cookie carries: `sid` is the session's secret, of which only a hash is stored. */
export interface StartedSession {
  readonly sid: string;
  readonly userId: string;
  readonly epoch: number;
}

/**
 * Null when the e-mail or the password is wrong, without telling which. Works while locked. Throws 429
 * after too many attempts, before any password is looked at.
 */
export async function startSession(
  installation: Installation,
  credentials: Credentials,
): Promise<StartedSession | null> {
  const { prisma } = installation.database;
  const email = normalizeEmail(credentials.email);
  const user = await findActiveUserByEmail(prisma, email);
  const named = user && { id: user.id, name: user.email };
  const attempt = {
    email,
    address: credentials.address,
    user: user && named && { ...named, organizationId: user.organizationId },
  };
  await admitSignIn(installation, attempt);
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password);
  if (!user || !named || !matches) {
    // Told in either case: a missing write would be the time that gives an unknown account away.
    await recordedOrPended(
      systemContext(installation, 'sign-in'),
      async () => undefined,
      () => ({
        in: user ?? 'installation',
        events: [{ action: 'session.refused', user: named }],
      }),
    );
    return null;
  }
  await forgiveSignIn(installation, attempt);
  const sid = randomBytes(32).toString('base64url');
  const id = newUuid();
  const actor: UserActor = {
    kind: 'user',
    id: user.id,
    organizationId: user.organizationId,
    email: user.email,
    name: user.name,
    sessionId: id,
  };
  const ctx = { installation, actor, requestId: id };
  const session = {
    id,
    userId: user.id,
    sidHash: hashLinkSecret(sid),
    kid: credentials.kid,
    userAgent: credentials.userAgent?.slice(0, 300) ?? null,
    expiresAt: new Date(Date.now() + SESSION_DAYS_MAX * 86_400_000),
  };
  await recordedOrPended(
    ctx,
    (tx) => insertSession(tx, session),
    () => ({ in: user, events: [{ action: 'session.started', user: named }] }),
  );
  return { sid, userId: user.id, epoch: user.epoch };
}
