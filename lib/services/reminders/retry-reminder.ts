// Has a reminder that was given up tried again.

import 'server-only';
import { reviveReminder } from '@/lib/db/reminders/reminders';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

/** Needs `integrations:manage` on the scope. Throws 404 where it lists no dead one with that id. */
export async function retryReminder(
  ctx: Context,
  reference: ScopeReference,
  typeId: string,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  ctx.installation.keys.requireUnlocked();
  const id = fromTypeId(['reminder'], typeId);
  const there =
    id !== null && (await bookkeeping(ctx.installation, (tx) => reviveReminder(tx, scope, id)));
  if (!there) throw notFound('A reminder that was given up');
}
