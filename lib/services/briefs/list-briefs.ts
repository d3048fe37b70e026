// Lists the briefs of an app with what became of each.

import 'server-only';
import type { BriefList } from '@/lib/contracts/brief';
import { listBriefRows } from '@/lib/db/briefs/briefs';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { briefSummary } from './brief-summary';

export const BRIEFS_PER_PAGE = 50;

/**
 * Needs `briefs:create` or `secrets:list` on the app. Newest first; `next` is the id of the last one
 * shown. A token that is limited to names sees the briefs that ask for no other.
 */
export async function listBriefs(
  ctx: Context,
  reference: ScopeReference,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<BriefList> {
  const app = await authorize(ctx, reference, ['briefs:create', 'secrets:list'], LEFT_OUT);
  const limit = page.limit ?? BRIEFS_PER_PAGE;
  const after = page.after === undefined ? undefined : fromTypeId(['brief'], page.after);
  const rows = await listBriefRows(ctx.installation.database.prisma, app, {
    namePatterns: namePatternsOf(ctx),
    after: after ?? undefined,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => briefSummary(row, ctx.actor));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
