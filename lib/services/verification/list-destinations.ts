// Lists where values may be sent to be tried, newest first.

import 'server-only';
import type { DestinationList, ListDestinationsQuery } from '@/lib/contracts/destination';
import { listDestinationRows } from '@/lib/db/verification/destinations';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { anyKind, authorize, LEFT_OUT } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import type { Reach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { destinationView } from './find-destination';

const DESTINATIONS_PER_PAGE = 50;
const LISTS = 'secrets:list';

/**
 * Needs `secrets:list` on the scope, of which and above which they are told, or somewhere where none is named: then
 * those at and below where it is held. Throws 400 for an `after` that is none.
 */
export async function listDestinations(
  ctx: Context,
  { scope, state, after: given, ...query }: ListDestinationsQuery = {},
): Promise<DestinationList> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const after = given === undefined ? undefined : fromTypeId(['destination'], given);
  if (after === null) throw new KeystowError('invalid_shape', 'Send `after` as `next` was.');
  const limit = query.limit ?? DESTINATIONS_PER_PAGE;
  const reach = await readReach(prisma, member);
  const where =
    scope === undefined
      ? { roots: await rootsOf(ctx, reach) }
      : { scopes: (await authorize(ctx, anyKind(scope), LISTS, LEFT_OUT)).lineage };
  const { organizationId } = member;
  const page = { organizationId, ...where, state, after, limit: limit + 1 };
  const rows = await listDestinationRows(prisma, page);
  const items = rows.slice(0, limit).map((row) => destinationView(ctx, reach, row));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

async function rootsOf(ctx: Context, { grants }: Reach): Promise<string[]> {
  const roots = grants.filter((one) => one.permissions.includes(LISTS)).map((one) => one.scopeId);
  if (roots.length > 0) return roots;
  await recordDenial(ctx, memberOf(ctx), LISTS, null);
  throw new KeystowError('forbidden', `You need the permission ${LISTS} on some scope.`);
}
