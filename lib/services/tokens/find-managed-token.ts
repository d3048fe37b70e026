// Finds a machine token that the actor may manage.

import 'server-only';
import { findToken } from '@/lib/db/people/tokens';
import type { TokenRow } from '@/lib/db/people/tokens';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

/** Needs `tokens:manage` on the token's scope. Throws 404 when it is not the caller's to know of. */
export async function findManagedToken(
  ctx: Context,
  typeId: string,
): Promise<{ row: TokenRow; scope: AuthorizedScope }> {
  const member = memberOf(ctx);
  const id = fromTypeId(['token'], typeId);
  const { prisma } = ctx.installation.database;
  const row = id ? await findToken(prisma, member.organizationId, id) : null;
  if (!row) {
    await recordDenial(ctx, member, 'tokens:manage', null);
    throw notFound('That token');
  }
  const { kind } = row.scope;
  const reference = { kinds: [kind], ref: toTypeId(kind, row.scope.id) };
  return { row, scope: await authorize(ctx, reference, 'tokens:manage') };
}
