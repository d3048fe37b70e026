// Machine tokens; the text is never here, only its SHA-256.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Permission } from '@/lib/domain/permissions';
import type { Reader, Tx } from '../connection/transaction';

export interface NewToken {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly permissions: readonly Permission[];
  readonly namePatterns: readonly string[];
  readonly createdById: string;
  readonly expiresAt: Date | null;
}

export const WITH_NAMES = {
  scope: { select: { id: true, kind: true, path: true } },
  createdBy: { select: { email: true } },
} as const;

export async function insertToken(tx: Tx, scope: AuthorizedScope, token: NewToken) {
  return tx.token.create({
    data: {
      ...token,
      permissions: [...token.permissions],
      namePatterns: [...token.namePatterns],
      scopeId: scope.id,
    },
    include: WITH_NAMES,
  });
}

/** A token that may be used now: neither revoked nor expired, its scope still there. */
export async function findLiveToken(reader: Reader, hash: Uint8Array<ArrayBuffer>) {
  return reader.token.findFirst({
    where: {
      hash,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      scope: { deletedAt: null },
    },
  });
}

/** Tokens at or below the scope, newest last, after the given id. */
export async function listTokens(
  reader: Reader,
  scope: AuthorizedScope,
  page: { readonly after?: string | undefined; readonly limit: number },
) {
  return reader.token.findMany({
    where: {
      organizationId: scope.organizationId,
      scope: { lineage: { has: scope.id } },
      ...(page.after === undefined ? {} : { id: { gt: page.after } }),
    },
    include: WITH_NAMES,
    orderBy: { id: 'asc' },
    take: page.limit,
  });
}

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number];

export async function findToken(reader: Reader, organizationId: string, id: string) {
  return reader.token.findFirst({ where: { id, organizationId }, include: WITH_NAMES });
}

/** Whether this call is the one that revoked it. */
export async function revokeToken(tx: Tx, _scope: AuthorizedScope, id: string): Promise<boolean> {
  const { count } = await tx.token.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count === 1;
}

/**
 * Notes which token replaces it and lets it end at `endsAt`, or sooner where it would anyway. False
 * when it was revoked, has expired or is being replaced already.
 */
export async function replaceToken(
  tx: Tx,
  _scope: AuthorizedScope,
  old: { readonly id: string; readonly replacedById: string; readonly endsAt: Date },
): Promise<boolean> {
  const now = new Date();
  const live = { id: old.id, revokedAt: null, replacedById: null };
  const { count } = await tx.token.updateMany({
    where: { ...live, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    data: { replacedById: old.replacedById },
  });
  if (count === 0) return false;
  await tx.token.updateMany({
    where: { id: old.id, OR: [{ expiresAt: null }, { expiresAt: { gt: old.endsAt } }] },
    data: { expiresAt: old.endsAt },
  });
  if (old.endsAt <= now) await tx.token.update({ where: { id: old.id }, data: { revokedAt: now } });
  return true;
}

/** Last use, to the minute: the row is not rewritten more often. */
export async function touchToken(tx: Tx, id: string): Promise<void> {
  const minuteAgo = new Date(Date.now() - 60_000);
  await tx.token.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: minuteAgo } }] },
    data: { lastUsedAt: new Date() },
  });
}
