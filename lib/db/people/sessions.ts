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

/** Live sessions by the id of the JWT secret that signed their cookie last. */
export async function countLiveSessionsByKid(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.session.groupBy({
    by: ['kid'],
    where: { revokedAt: null, expiresAt: { gt: new Date() } },
    _count: true,
  });
  return new Map(rows.map((row) => [row.kid, row._count]));
}
