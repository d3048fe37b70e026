// A session about to begin: its secret, the row that will hold it, and its person as an actor.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import type { NewSession } from '@/lib/db/people/sessions';
import type { UserActor } from '@/lib/domain/actor';
import { DAY_MS } from '@/lib/domain/durations';
import { newUuid } from '@/lib/domain/ids';

export const SESSION_DAYS_MAX = 7;
export const SESSION_IDLE_HOURS_MAX = 12;

/** What the cookie carries: `sid` is the session's secret, of which only a hash is stored. */
export interface StartedSession {
  readonly sid: string;
  readonly userId: string;
  readonly epoch: number;
}

/** The browser it is for, and the id of the JWT secret that will sign the cookie. */
export interface SessionHolder {
  readonly userAgent: string | null;
  readonly kid: string;
}

interface SessionUser {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  readonly epoch: number;
}

/** Nothing is written here. */
export function prepareSession(
  { id: userId, organizationId, email, name, epoch }: SessionUser,
  { userAgent, kid }: SessionHolder,
): { readonly started: StartedSession; readonly session: NewSession; readonly actor: UserActor } {
  const sid = randomBytes(32).toString('base64url');
  const id = newUuid();
  return {
    started: { sid, userId, epoch },
    session: {
      id,
      userId,
      sidHash: hashLinkSecret(sid),
      kid,
      userAgent: userAgent?.slice(0, 300) ?? null,
      expiresAt: new Date(Date.now() + SESSION_DAYS_MAX * DAY_MS),
    },
    actor: { kind: 'user', id: userId, organizationId, email, name, sessionId: id },
  };
}
