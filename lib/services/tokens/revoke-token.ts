// Revokes a machine token at once; revoking it again changes nothing.

import 'server-only';
import { findToken, revokeToken as revokeTokenRow } from '@/lib/db/people/tokens';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';

/** Needs `tokens:manage` on the token's scope. Throws 404 when it is not the caller's to know of. */
export async function revokeToken(ctx: Context, typeId: string): Promise<void> {
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['token'], typeId);
  const row = id ? await findToken(prisma, memberOf(ctx).organizationId, id) : null;
  if (!row) {
    await recordDenial(ctx, memberOf(ctx), 'tokens:manage', null);
    throw notFound('That token');
  }
  const { scope: owner } = row;
  const scope = await authorize(
    ctx,
    { kinds: [owner.kind], ref: toTypeId(owner.kind, owner.id) },
    'tokens:manage',
  );
  const token = { id: row.id, name: row.name };
  await recorded(
    ctx,
    (tx) => revokeTokenRow(tx, scope, row.id),
    (revoked) => ({
      in: scope,
      events: revoked ? [{ action: 'token.revoked', token, scope }] : [],
    }),
  );
}
