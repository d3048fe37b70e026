// Lists where a secret's values went: which runs got it, of which version, and when.

import 'server-only';
import type { ListSecretDeliveriesQuery, SecretDeliveryList } from '@/lib/contracts/delivery';
import { listSecretDeliveryRows } from '@/lib/db/deliveries/secret-deliveries';
import { findPointers } from '@/lib/db/secrets/secret-versions';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { deliveryRun } from './delivery-summary';

export const SECRET_DELIVERIES_PER_PAGE = 50;

/**
 * Needs `secrets:list` on the secret's scope, and so on every app that is given it: those lie at or
 * below it. Newest first; of an alias what was delivered under it.
 */
export async function listSecretDeliveries(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  query: ListSecretDeliveriesQuery = {},
): Promise<SecretDeliveryList> {
  const scope = await authorize(ctx, reference, 'secrets:list', [name]);
  const { prisma } = ctx.installation.database;
  const secret = await findPointers(prisma, scope, name);
  if (!secret) throw notFound('That secret');
  const limit = query.limit ?? SECRET_DELIVERIES_PER_PAGE;
  const rows = await listSecretDeliveryRows(prisma, scope, secret.id, {
    after: query.after && (fromTypeId(['delivery'], query.after) ?? undefined),
    namePatterns: namePatternsOf(ctx),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => {
    const { held, name: deliveredAs, version, via, itemStaged: staged } = row;
    return { ...deliveryRun(row), held, name: deliveredAs, version, via, staged };
  });
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
