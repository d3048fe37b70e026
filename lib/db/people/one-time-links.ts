// Links that work once, kept as hashes.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export async function insertLink(
  tx: Tx,
  link: {
    readonly id: string;
    readonly kind: string;
    readonly hash: Uint8Array<ArrayBuffer>;
    readonly expiresAt: Date;
    /** Whom it is for; left out where nobody is known yet. */
    readonly userId?: string;
  },
): Promise<void> {
  await tx.oneTimeLink.create({ data: link });
}

/** Revokes every open link of a kind, or of a kind for one person; returns how many there were. */
export async function revokeLinks(tx: Tx, kind: string, userId?: string): Promise<number> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { kind, consumedAt: null, revokedAt: null, ...(userId ? { userId } : {}) },
    data: { revokedAt: new Date() },
  });
  return count;
}

const open = (kind: string, hash: Uint8Array<ArrayBuffer>) => ({
  kind,
  hash,
  consumedAt: null,
  revokedAt: null,
  expiresAt: { gt: new Date() },
});

export async function isLinkOpen(
  reader: Reader,
  kind: string,
  hash: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return (await reader.oneTimeLink.findFirst({ where: open(kind, hash) })) !== null;
}

/** A link in whatever state, with the person it is for. */
export async function findLink(reader: Reader, kind: string, hash: Uint8Array<ArrayBuffer>) {
  return reader.oneTimeLink.findFirst({ where: { kind, hash }, include: { user: true } });
}

/** Uses the link up; false when it was unknown, used, revoked or expired. */
export async function consumeLink(
  tx: Tx,
  kind: string,
  hash: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: open(kind, hash),
    data: { consumedAt: new Date() },
  });
  return count === 1;
}
