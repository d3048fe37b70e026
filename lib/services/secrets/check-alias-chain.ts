// Aliases may lead to aliases, but never back, and not without end.

import 'server-only';
import { countLinksTo, readAliasChain } from '@/lib/db/secrets/aliases';
import type { Tx } from '@/lib/db/connection/transaction';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import { ruleBroken } from '@/lib/domain/errors';

/**
 * The caller holds the organization's lock on aliases. Throws 422 at `/aliasOf`: `alias_cycle` where
 * the target leads back to the alias, `alias_links` beyond 8 links. What is in the bin counts, because
 * it can come back.
 */
export async function checkAliasChain(
  tx: Tx,
  aliasId: string | undefined,
  targetId: string,
): Promise<void> {
  const chain = await readAliasChain(tx, targetId);
  if (aliasId !== undefined && chain.includes(aliasId)) {
    const remedy = 'That secret delivers the value of this one. Name one with a value of its own.';
    throw ruleBroken('/aliasOf', 'alias_cycle', remedy);
  }
  const before = aliasId === undefined ? 0 : await countLinksTo(tx, aliasId);
  if (before + chain.length > ALIAS_LINKS_MAX) {
    const remedy = `Aliases may lead through at most ${ALIAS_LINKS_MAX} links. Name the secret with the value itself.`;
    throw ruleBroken('/aliasOf', 'alias_links', remedy);
  }
}
