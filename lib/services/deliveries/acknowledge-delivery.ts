// Notes that a delivery arrived, by the word of whoever took it.

import 'server-only';
import { noteArrival } from '@/lib/db/deliveries/deliveries';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

/** Throws 404 to everybody but the token or brief that took it. Saying it again changes nothing. */
export async function acknowledgeDelivery(ctx: Context, typeId: string): Promise<void> {
  const { installation, actor } = ctx;
  const id = fromTypeId(['delivery'], typeId);
  if (id && (actor.kind === 'token' || actor.kind === 'brief')) {
    const taken = { id, takenById: actor.id };
    if (await bookkeeping(installation, (tx) => noteArrival(tx, taken))) return;
  }
  if (actor.kind === 'token' || actor.kind === 'user') {
    await recordDenial(ctx, actor, 'deliveries:create', null);
  }
  throw notFound('That delivery');
}
