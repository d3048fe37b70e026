// Lists the machine tokens of a scope and everything below it.

import 'server-only';
import type { TokenSummary } from '@/lib/contracts/token';
import { listTokens as listTokenRows } from '@/lib/db/people/tokens';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { tokenSummary } from './token-summary';

export const TOKENS_PER_PAGE = 100;

/** Needs `tokens:manage`. Oldest first; `next` is the id of the last one shown. */
export async function listTokens(
  ctx: Context,
  reference: ScopeReference,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<{ items: TokenSummary[]; next: string | null }> {
  const scope = await authorize(ctx, reference, 'tokens:manage');
  const limit = page.limit ?? TOKENS_PER_PAGE;
  const after = page.after ? fromTypeId(['token'], page.after) : null;
  const rows = await listTokenRows(ctx.installation.database.prisma, scope, {
    ...(after ? { after } : {}),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(tokenSummary);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
