// The machine tokens that one person made.

import 'server-only';
import type { Reader } from '../connection/transaction';
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
