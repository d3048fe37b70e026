// Lists data keys with how many values lie under each.

import 'server-only';
import type { DataKeyList } from '@/lib/contracts/keys';
import { listDataKeyRows } from '@/lib/db/keys/data-keys';
import type { Context } from '../context';
import { requireKeyManager } from './operations/require-key-manager';

const KEYS_PER_PAGE = 100;

/** Needs `keys:manage`. Oldest first; `after` is the id that the page before ended with. */
export async function listDataKeys(
  ctx: Context,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<DataKeyList> {
  await requireKeyManager(ctx);
  const limit = page.limit ?? KEYS_PER_PAGE;
  const rows = await listDataKeyRows(ctx.installation.database.prisma, {
    after: page.after,
    limit: limit + 1,
  });
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
