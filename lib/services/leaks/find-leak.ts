// Finds the leak case that a request names, for whoever may do this with it.

import 'server-only';
import { findLeakRow } from '@/lib/db/leaks/leak-cases';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { Permission } from '@/lib/domain/permissions';
import { authorize, namePatternsOf } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface FoundLeak {
  readonly scope: AuthorizedScope;
  readonly row: LeakRow;
}

/**
 * Throws 404 for one that there is not, of a scope that the actor may not know of, and of a name beyond those that a
 * token is limited to; 403 without the permission on the scope of its secret.
 */
export async function findLeak(
  ctx: Context,
  named: string,
  permission: Permission,
): Promise<FoundLeak> {
  const member = memberOf(ctx);
  const id = fromTypeId(['leakCase'], named);
  const { prisma } = ctx.installation.database;
  const row = id ? await findLeakRow(prisma, member.organizationId, id) : null;
  if (!row || !isWithinPatterns(namePatternsOf(ctx), row.name)) {
    await recordDenial(ctx, member, permission, null);
    throw noSuchLeak();
  }
  const at = { kinds: [row.kind], ref: toTypeId(row.kind, row.scopeId) };
  try {
    return { row, scope: await authorize(ctx, at, permission, [row.name]) };
  } catch (error) {
    // It would tell that there is such a case.
    if (error instanceof KeystowError && error.code === 'not_found') throw noSuchLeak();
    throw error;
  }
}

export function noSuchLeak(): KeystowError {
  return notFound('That leak case');
}
