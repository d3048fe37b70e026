// The machine tokens that one person made.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';
import type { MemberSight } from './member-list';
import { WITH_NAMES } from './tokens';
import type { TokenRow } from './tokens';

/** Those that work, at or below what is in sight, oldest first. */
export async function listTokensOfMaker(
  reader: Reader,
  { organizationId, roots }: MemberSight,
  createdById: string,
  limit: number,
): Promise<TokenRow[]> {
  return reader.token.findMany({
    where: {
      organizationId,
      createdById,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      scope: { deletedAt: null, lineage: { hasSome: [...roots] } },
    },
    include: WITH_NAMES,
    orderBy: { id: 'asc' },
    take: limit,
  });
}

/** How many of them work. */
export async function countTokensOfMaker(reader: Reader, createdById: string): Promise<number> {
  return reader.token.count({
    where: {
      createdById,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      scope: { deletedAt: null },
    },
  });
}

/** Of these tokens, those that the person made and that work; answers which were revoked. */
export async function revokeTokensOfMaker(
  tx: Tx,
  createdById: string,
  ids: readonly string[],
): Promise<{ id: string; name: string; scope: TokenRow['scope'] }[]> {
  const where = { createdById, id: { in: [...ids] }, revokedAt: null };
  const found = await tx.token.findMany({ where, include: WITH_NAMES });
  await tx.token.updateMany({ where, data: { revokedAt: new Date() } });
  return found.map(({ id, name, scope }) => ({ id, name, scope }));
}
