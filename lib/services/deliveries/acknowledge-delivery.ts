// Notes that a delivery arrived, by the word of whoever took it.

import 'server-only';
import { acknowledgeDelivery as acknowledgeRow } from '@/lib/db/deliveries/deliveries';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

/** Throws 404 to everybody but the token or brief that took it. Saying it again changes nothing. */
export async function acknowledgeDelivery(
  { installation, actor }: Context,
  typeId: string,
): Promise<void> {
  const id = fromTypeId(['delivery'], typeId);
  const taker = actor.kind === 'token' || actor.kind === 'brief' ? actor.id : null;
  const noted =
    id !== null &&
    taker !== null &&
    (await bookkeeping(installation, (tx) => acknowledgeRow(tx, { id, takenById: taker })));
  if (!noted) throw notFound('That delivery');
}
