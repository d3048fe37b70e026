// Lists intake links with how much of each has been entered.

import 'server-only';
import type { IntakeLinkList } from '@/lib/contracts/intake';
import { listIntakeItems } from '@/lib/db/secrets/intake-items';
import { listIntakeLinkRows } from '@/lib/db/secrets/intake-links';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { intakeLinkSummary } from './intake-link-summary';
import { intakeSight } from './intake-sight';

export const INTAKE_LINKS_PER_PAGE = 50;

/** What is in sight (`intakeSight`), newest first; `next` is the id of the last one shown. */
export async function listIntakeLinks(
  ctx: Context,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<IntakeLinkList> {
  const { prisma } = ctx.installation.database;
  const sight = await intakeSight(ctx);
  const limit = page.limit ?? INTAKE_LINKS_PER_PAGE;
  const after = page.after === undefined ? null : fromTypeId(['link'], page.after);
  const rows = await listIntakeLinkRows(prisma, sight, {
    ...(after ? { after } : {}),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const ids = shown.map((row) => row.id);
  const items = ids.length === 0 ? [] : await listIntakeItems(prisma, ids);
  const summaries = shown.map((row) => intakeLinkSummary(row, items, sight));
  return { items: summaries, next: rows.length > limit ? (summaries.at(-1)?.id ?? null) : null };
}
