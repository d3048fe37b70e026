// Finds the person behind a cookie: alive in the database, not idle, of the same epoch.

import 'server-only';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { findLiveSession, touchSession } from '@/lib/db/people/sessions';
import type { UserActor } from '@/lib/domain/actor';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { SESSION_IDLE_HOURS_MAX } from './prepare-session';

const TOUCH_AFTER_MS = 60_000;

/** What a verified cookie says; whether it still holds is decided here. */
export interface SessionClaims {
  readonly sid: string;
  readonly userId: string;
  readonly epoch: number;
  /** Of the JWT secret that signed it. */
  readonly kid: string;
}

/** The signed-in person, or null when the session was ended, expired or left idle. */
export async function readSession(
  installation: Installation,
  claims: SessionClaims,
): Promise<UserActor | null> {
  const row = await findLiveSession(installation.database.prisma, hashLinkSecret(claims.sid));
  if (!row || row.userId !== claims.userId || row.user.epoch !== claims.epoch) return null;
  const idleMs = Date.now() - row.lastSeenAt.getTime();
  if (idleMs > SESSION_IDLE_HOURS_MAX * 3_600_000) return null;
  if (idleMs > TOUCH_AFTER_MS || row.kid !== claims.kid) {
    await bookkeeping(installation, (tx) => touchSession(tx, row.id, claims.kid));
  }
  const { id, organizationId, email, name } = row.user;
  return { kind: 'user', id, organizationId, email, name, sessionId: row.id };
}
