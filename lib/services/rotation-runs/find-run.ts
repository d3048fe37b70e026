// Finds the guided rotation that a request names, for whoever may do this with it.

import 'server-only';
import { findRunRow } from '@/lib/db/rotation-runs/runs';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { Permission } from '@/lib/domain/permissions';
import { authorize, namePatternsOf } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface FoundRun {
  /** Where it is at home. */
  readonly scope: AuthorizedScope;
  readonly row: RunRow;
}

/**
 * Throws 404 for one that there is not, of a scope that the actor may not know of, and with names beyond those
 * that a token is limited to; 403 without the permission on its home scope.
 */
export async function findRun(
  ctx: Context,
  named: string,
  permission: Permission,
): Promise<FoundRun> {
  const member = memberOf(ctx);
  const id = fromTypeId(['rotationRun'], named);
  const { prisma } = ctx.installation.database;
  const row = id ? await findRunRow(prisma, member.organizationId, id) : null;
  const patterns = namePatternsOf(ctx);
  if (!row?.items.every(({ name }) => isWithinPatterns(patterns, name))) {
    await recordDenial(ctx, member, permission, null);
    throw noSuchRun();
  }
  const at = { kinds: [row.kind], ref: toTypeId(row.kind, row.scopeId) };
  const names = row.items.map(({ name }) => name);
  try {
    return { row, scope: await authorize(ctx, at, permission, names) };
  } catch (error) {
    // It would tell that there is such a rotation.
    if (error instanceof KeystowError && error.code === 'not_found') throw noSuchRun();
    throw error;
  }
}

export function noSuchRun(): KeystowError {
  return notFound('That rotation');
}
