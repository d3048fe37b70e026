// Finds a transfer of a scope for somebody who may write its secrets.

import 'server-only';
import { findTransferRow } from '@/lib/db/transfers/transfers';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { KeystowError } from '@/lib/domain/errors';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

export interface FoundTransfer {
  readonly scope: AuthorizedScope;
  readonly row: TransferRow;
}

/** Needs `secrets:write` on the scope. Throws 404 where it has no such transfer. */
export async function findTransfer(
  ctx: Context,
  at: ScopeReference,
  named: string,
): Promise<FoundTransfer> {
  const scope = await authorize(ctx, at, 'secrets:write', LEFT_OUT);
  const id = fromTypeId(['transfer'], named);
  const row = id && (await findTransferRow(ctx.installation.database.prisma, scope, id));
  if (!row) throw noSuchTransfer();
  return { scope, row };
}

export function noSuchTransfer(): KeystowError {
  return notFound('That transfer');
}
