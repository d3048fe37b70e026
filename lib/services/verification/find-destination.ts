// Finds a destination for whoever may do something with it, and shows one.

import 'server-only';
import type { Destination } from '@/lib/contracts/destination';
import { findDestinationRow } from '@/lib/db/verification/destinations';
import type { DestinationRow, DestinationState } from '@/lib/db/verification/destinations';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { Permission } from '@/lib/domain/permissions';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import { permissionsOn } from '../access/effective-permissions';
import type { Reach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface FoundDestination {
  readonly row: DestinationRow;
  readonly scope: AuthorizedScope;
}

/**
 * By its `dst_…`. Throws 404 for one the actor may not know of, 403 without the permission on its scope, and for one of
 * names beyond those that a token is limited to.
 */
export async function findDestination(
  ctx: Context,
  named: string,
  permission: Permission,
): Promise<FoundDestination> {
  const member = memberOf(ctx);
  const id = fromTypeId(['destination'], named);
  const { prisma } = ctx.installation.database;
  const row = id ? await findDestinationRow(prisma, member.organizationId, id) : null;
  if (!row) {
    await recordDenial(ctx, member, permission, null);
    throw noSuchDestination();
  }
  const at = { kinds: [row.scopeKind], ref: toTypeId(row.scopeKind, row.scopeId) };
  try {
    const scope = await authorize(ctx, at, permission, LEFT_OUT);
    const patterns = namePatternsOf(ctx);
    if (row.names.every((name) => isWithinPatterns(patterns, name))) return { row, scope };
    await recordDenial(ctx, member, permission, scope);
    throw new KeystowError('forbidden', 'It is for names beyond those of this token.');
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'not_found') throw noSuchDestination();
    throw error;
  }
}

export function noSuchDestination(): KeystowError {
  return notFound('That destination');
}

export function stateOf(row: {
  readonly approvedAt: Date | null;
  readonly endedAt: Date | null;
}): DestinationState {
  if (row.endedAt) return 'ended';
  return row.approvedAt ? 'approved' : 'asked';
}

/** For a token that is limited to names without globs beyond them. */
export function destinationView(ctx: Context, reach: Reach, row: DestinationRow): Destination {
  const state = stateOf(row);
  const manages = permissionsOn(reach, row).has('backends:manage');
  const patterns = namePatternsOf(ctx);
  const { origin, reason, askedBy, approvedBy, endedBy, checks } = row;
  return {
    id: toTypeId('destination', row.id),
    scope: {
      kind: row.scopeKind,
      id: toTypeId(row.scopeKind, row.scopeId),
      path: row.scopePath,
    },
    ...{ origin, reason, state, askedBy, approvedBy, endedBy, checks },
    names: row.names.filter((name) => isWithinPatterns(patterns, name)),
    askedAt: row.askedAt.toISOString(),
    approvedAt: row.approvedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    mayApprove: manages && state === 'asked',
    mayEnd: manages && state !== 'ended',
  };
}

/** What events say of it. */
export function destinationFacts(
  { id, origin, names }: Pick<DestinationRow, 'id' | 'origin' | 'names'>,
  scope: AuthorizedScope,
) {
  return { checkDestination: { id, name: origin }, scope, names: [...names] };
}
