// Sessions of people: the database, not the cookie, decides whether one is alive.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly sidHash: Uint8Array<ArrayBuffer>;
  readonly kid: string;
  readonly userAgent: string | null;
  readonly expiresAt: Date;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.session.create({ data: session });
}

/** The session with its person, when neither is ended; idle ends are the caller's to judge. */
export async function findLiveSession(reader: Reader, sidHash: Uint8Array<ArrayBuffer>) {
  return reader.session.findFirst({
    where: {
      sidHash,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      user: { deactivatedAt: null },
    },
    include: { user: true },
  });
}

export async function touchSession(tx: Tx, id: string, kid: string): Promise<void> {
  await tx.session.updateMany({
    where: { id, revokedAt: null },
    data: { lastSeenAt: new Date(), kid },
  });
}

export async function revokeSession(tx: Tx, id: string): Promise<void> {
  await tx.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
}

/** Sessions of a person that are neither ended nor expired nor idle since before `seenAfter`, newest use first. */
export async function listLiveSessions(reader: Reader, userId: string, seenAfter: Date) {
  return reader.session.findMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: new Date() },
      lastSeenAt: { gt: seenAfter },
    },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  });
}

/** Ends the sessions of a person that match; returns how many were alive. */
export async function revokeSessionsOf(
  tx: Tx,
  userId: string,
  which: { readonly id?: string; readonly exceptId?: string } = {},
): Promise<number> {
  const { id, exceptId } = which;
  const { count } = await tx.session.updateMany({
    where: {
      userId,
      revokedAt: null,
      ...(id === undefined ? {} : { id }),
      ...(exceptId === undefined ? {} : { NOT: { id: exceptId } }),
    },
    data: { revokedAt: new Date() },
  });
  return count;
}

export interface SessionsOfKid {
  readonly sessions: number;
  /** When the last of them ends, if none of them is used again. */
  readonly lastEndsAt: Date;
}

/**
 * Live sessions by the id of the JWT secret that signed their cookie last. One that was not used for
 * `idleHours` is over.
 */
export async function countLiveSessionsByKid(
  reader: Reader,
  idleHours: number,
): Promise<ReadonlyMap<string, SessionsOfKid>> {
  const rows = await reader.$queryRaw<(SessionsOfKid & { kid: string })[]>`
    SELECT s.kid, count(*)::int AS sessions,
           max(least(s.expires_at, s.last_seen_at + make_interval(hours => ${idleHours}))) AS "lastEndsAt"
      FROM session s JOIN app_user u ON u.id = s.user_id
     WHERE s.revoked_at IS NULL AND s.expires_at > now() AND u.deactivated_at IS NULL
       AND s.last_seen_at > now() - make_interval(hours => ${idleHours})
     GROUP BY s.kid`;
  return new Map(rows.map(({ kid, ...counted }) => [kid, counted]));
}

/** Ends every session that `kid` signed last; idle ones, which are over, are not counted. */
export async function revokeSessionsOfKid(tx: Tx, kid: string, idleHours: number): Promise<number> {
  const rows = await tx.$queryRaw<{ counted: boolean }[]>`
    UPDATE session SET revoked_at = now()
     WHERE kid = ${kid} AND revoked_at IS NULL AND expires_at > now()
    RETURNING last_seen_at > now() - make_interval(hours => ${idleHours}) AS counted`;
  return rows.filter((row) => row.counted).length;
}
