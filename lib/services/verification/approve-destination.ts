// Approves that values may be sent to a host to be tried.

import 'server-only';
import type { Destination } from '@/lib/contracts/destination';
import type { Tx } from '@/lib/db/connection/transaction';
import { approveDestinationRow, findDestinationRow } from '@/lib/db/verification/destinations';
import type { DestinationRow } from '@/lib/db/verification/destinations';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import {
  destinationFacts,
  destinationView,
  findDestination,
  noSuchDestination,
} from './find-destination';

/** Needs `backends:manage` on its scope. Approving it again changes nothing. Throws 409 `destination_ended`. */
export async function approveDestination(ctx: Context, named: string): Promise<Destination> {
  return changeDestination(ctx, named, 'destination.approved', async (tx, scope, row) => {
    if (row.endedAt) {
      throw fieldConflict('', 'destination_ended', 'It has ended. Ask for it anew.');
    }
    return approveDestinationRow(tx, scope, row.id, actorLabel(ctx.actor));
  });
}

/** `change` answers whether it changed anything, which is told then. */
export async function changeDestination(
  ctx: Context,
  named: string,
  action: 'destination.approved' | 'destination.ended',
  change: (tx: Tx, scope: AuthorizedScope, row: DestinationRow) => Promise<boolean>,
): Promise<Destination> {
  const { scope, row: found } = await findDestination(ctx, named, 'backends:manage');
  const { organizationId } = scope;
  const { row } = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const before = await findDestinationRow(tx, organizationId, found.id);
      if (!before) throw noSuchDestination();
      const changed = await change(tx, scope, before);
      return { changed, row: (await findDestinationRow(tx, organizationId, found.id))! };
    },
    ({ changed, row: now }) => ({
      in: scope,
      events: changed ? [{ action, ...destinationFacts(now, scope) }] : [],
    }),
  );
  const reach = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  return destinationView(ctx, reach, row);
}
