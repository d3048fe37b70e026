// Deletes a database connection with its sealed address.

import 'server-only';
import { deleteInstanceRow, lockInstance } from '@/lib/db/instances/instances';
import { ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findInstance, instanceFacts, noSuchInstance } from './instance-place';

/** Needs `backends:manage` on the organization. Throws 404. */
export async function deleteInstance(ctx: Context, named: string): Promise<void> {
  const { row, place } = await findInstance(ctx, named);
  await recorded(
    ctx,
    async (tx) => {
      const now = await lockInstance(tx, row);
      if (!now) throw noSuchInstance();
      await deleteInstanceRow(tx, now.id);
      return now;
    },
    (gone) => ({ in: place, events: [{ action: 'instance.deleted', ...instanceFacts(gone) }] }),
  );
}

/** As `deleteInstance`, where its slug was typed. Throws 422 at `/typed`. */
export async function deleteInstanceTyped(
  ctx: Context,
  named: string,
  typed: string,
): Promise<void> {
  const { row } = await findInstance(ctx, named);
  if (typed !== row.slug)
    throw ruleBroken('/typed', 'confirmation', `Type ${row.slug} to confirm.`);
  await deleteInstance(ctx, named);
}
