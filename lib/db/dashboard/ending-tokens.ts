// Machine tokens of a scope that end soon.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader } from '../connection/transaction';
import { WITH_NAMES } from '../people/tokens';
import type { TokenRow } from '../people/tokens';

function working(scope: AuthorizedScope, now: Date) {
  return {
    organizationId: scope.organizationId,
    scope: { lineage: { has: scope.id }, deletedAt: null },
    revokedAt: null,
    OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
  };
}

/** Those at or below the scope that work. */
export async function countWorkingTokens(
  reader: Reader,
  scope: AuthorizedScope,
  now: Date,
): Promise<number> {
  return reader.token.count({ where: working(scope, now) });
}

/** Of these, those that end before `until`, the soonest first. */
export async function listEndingTokens(
  reader: Reader,
  scope: AuthorizedScope,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<TokenRow[]> {
  return reader.token.findMany({
    where: { ...working(scope, now), expiresAt: { gt: now, lte: until } },
    include: WITH_NAMES,
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}
