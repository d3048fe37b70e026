// Lists what was handed over to the processes of a scope's apps, newest first.

import 'server-only';
import type { DeliveryList, ListDeliveriesQuery } from '@/lib/contracts/delivery';
import { listReceiptRows } from '@/lib/db/deliveries/receipts';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { deliverySummary } from './delivery-summary';

export const DELIVERIES_PER_PAGE = 50;

/** Needs `secrets:list` on the scope. `next` is the id of the last one shown, or null at the end. */
export async function listDeliveries(
  ctx: Context,
  reference: ScopeReference,
  query: ListDeliveriesQuery = {},
): Promise<DeliveryList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const limit = query.limit ?? DELIVERIES_PER_PAGE;
  const rows = await listReceiptRows(ctx.installation.database.prisma, scope, {
    workerId: query.worker && (fromTypeId(['worker'], query.worker) ?? undefined),
    after: query.after && (fromTypeId(['delivery'], query.after) ?? undefined),
    namePatterns: namePatternsOf(ctx),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => deliverySummary(ctx, row, row.names));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
