// Sessions of people: the database, not the cookie, decides whether one is alive.

import 'server-only';
import type { Reader, Tx } from './transaction';

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
