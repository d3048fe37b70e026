// Deletes a webhook of reminders, with what waits for it.

import 'server-only';
import { deleteHook } from '@/lib/db/reminders/reminder-hooks';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { hookFacts } from './hook-facts';
import { requireHook } from './hook-view';

/** Needs `integrations:manage` on the scope. Throws 404 where it has none with that id. */
export async function deleteReminderHook(
  ctx: Context,
  reference: ScopeReference,
  typeId: string,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  const row = await requireHook(ctx, scope, typeId);
  await recorded(
    ctx,
    (tx) => deleteHook(tx, scope, row.id),
    (there) => ({
      in: scope,
      events: there ? [{ action: 'reminder_hook.deleted', ...hookFacts(row) }] : [],
    }),
  );
}
