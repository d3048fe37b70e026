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
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';

export const SESSION_DAYS_MAX = 7;
export const SESSION_IDLE_HOURS_MAX = 12;

export interface Credentials {
  readonly email: string;
  readonly password: Plaintext;
  readonly userAgent: string | null;
  /** Of the JWT secret that will sign the cookie. */
  readonly kid: string;
}

/** What the cookie carries: `sid` is the session's secret, of which only a hash is stored. */
export interface StartedSession {
  readonly sid: string;
  readonly userId: string;
  readonly epoch: number;
}

/** Null when the e-mail or the password is wrong, without telling which. Works while locked. */
export async function startSession(
  installation: Installation,
  credentials: Credentials,
): Promise<StartedSession | null> {
  const { prisma } = installation.database;
  const user = await findActiveUserByEmail(prisma, normalizeEmail(credentials.email));
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password);
  if (!user) return null;
  const named = { id: user.id, name: user.email };
  if (!matches) {
    const ctx = systemContext(installation, 'sign-in');
    const event = { action: 'session.refused', user: named } as const;
    await recordedOrPended(
      ctx,
      async () => undefined,
      () => ({ in: user, events: [event] }),
    );
    return null;
  }
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
