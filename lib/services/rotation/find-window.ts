// Finds the rotation window that a request names, for whoever may look after it.

import 'server-only';
import { findWindowRow } from '@/lib/db/rotation/windows';
import type { WindowRow } from '@/lib/db/rotation/windows';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { authorizeTarget, LOOKS_AFTER } from './window-rights';

/**
 * To be signed or ended: throws `locked` before it is looked for. Throws 404 for one that was not set in
 * that scope, and as `authorizeTarget` for what it is of.
 */
export async function findWindow(
  ctx: Context,
  reference: ScopeReference,
  named: string,
): Promise<{ row: WindowRow; scope: AuthorizedScope }> {
  const asked = await authorize(ctx, reference, LOOKS_AFTER, LEFT_OUT);
  ctx.installation.keys.requireUnlocked();
  const id = fromTypeId(['window'], named);
  const row = id ? await findWindowRow(ctx.installation.database.prisma, asked, id) : null;
  if (!row) throw notFound('That rotation window');
  return { row, scope: await authorizeTarget(ctx, reference, row) };
}
