// Ends a destination: nothing is sent there any more, whatever checks lead there.

import 'server-only';
import type { Destination } from '@/lib/contracts/destination';
import { endDestinationRow } from '@/lib/db/verification/destinations';
import { actorLabel } from '@/lib/domain/actor';
import type { Context } from '../context';
import { changeDestination } from './approve-destination';

/** Needs `backends:manage` on its scope. Ending it again changes nothing. */
export async function endDestination(ctx: Context, named: string): Promise<Destination> {
  return changeDestination(ctx, named, 'destination.ended', (tx, scope, row) =>
    endDestinationRow(tx, scope, row.id, actorLabel(ctx.actor)),
  );
}
