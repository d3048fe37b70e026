// Lists leak cases, newest first.

import 'server-only';
import type { LeakList, ListLeaksQuery } from '@/lib/contracts/leak';
import { listLeakRows } from '@/lib/db/leaks/leak-cases';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { anyKind, authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import { rootsWith } from '../access/roots-with';
import { memberOf } from '../context';
import type { Context } from '../context';
import { countNeighbours } from './leak-facts';
import { leakSummary } from './leak-summary';

const LEAKS_PER_PAGE = 50;
const LISTS = 'secrets:list';

/**
 * Needs `secrets:list` on the scope, or somewhere where none is named: then all are listed where it is held. Those of
 * names beyond a token's are left out. Throws 400 for an `after` that is none.
 */
export async function listLeaks(ctx: Context, query: ListLeaksQuery = {}): Promise<LeakList> {
  const after = query.after === undefined ? undefined : fromTypeId(['leakCase'], query.after);
  if (after === null) throw new KeystowError('invalid_shape', 'Send `after` as `next` was.');
  const limit = query.limit ?? LEAKS_PER_PAGE;
  const roots =
    query.scope === undefined
      ? await rootsWith(ctx, LISTS)
      : [(await authorize(ctx, anyKind(query.scope), LISTS, LEFT_OUT)).id];
  const { prisma } = ctx.installation.database;
  const rows = await listLeakRows(prisma, {
    organizationId: memberOf(ctx).organizationId,
    roots,
    namePatterns: namePatternsOf(ctx),
    state: query.state,
    after,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const open = page.filter(({ state }) => state === 'open');
  const neighbours = await countNeighbours(ctx, prisma, open);
  const items = page.map((row) => leakSummary(row, neighbours.get(row.id)?.counts ?? null));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
