// Revokes a machine token at once; revoking it again changes nothing.

import 'server-only';
import { revokeToken as revokeTokenRow } from '@/lib/db/people/tokens';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findManagedToken } from './find-managed-token';

/** Needs `tokens:manage` on the token's scope. Throws 404 when it is not the caller's to know of. */
export async function revokeToken(ctx: Context, typeId: string): Promise<void> {
  const { row, scope } = await findManagedToken(ctx, typeId);
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
