// Has a reminder that was given up tried again.

import 'server-only';
import { reviveReminder } from '@/lib/db/reminders/scope-reminders';
import type { RevivedReminder } from '@/lib/db/reminders/scope-reminders';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { ReminderEvent } from '@/lib/domain/reminder-event';
import type { ReminderStage } from '@/lib/domain/reminder';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';

/** Needs `integrations:manage` on the scope. Throws 404 where it lists no dead one with that id. */
export async function retryReminder(
  ctx: Context,
  reference: ScopeReference,
  typeId: string,
): Promise<void> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  const id = fromTypeId(['reminder'], typeId);
  if (id === null) throw notFound('A reminder that was given up');
  const revived = await recorded(
    ctx,
    (tx) => reviveReminder(tx, scope, id),
    (row) => ({ in: scope, events: row ? [retried(row)] : [] }),
  );
  if (!revived) throw notFound('A reminder that was given up');
}

function retried({ body, scopeKind, hook, user }: RevivedReminder): ReminderEvent {
  const { secretId, key, scopeId, scope, version } = body.data;
  return {
    action: 'rotation.reminder_retried',
    secret: { id: secretId, name: key },
    scope: { kind: scopeKind, id: scopeId, path: scope },
    version,
    stage: body.type.replace('rotation.', '') as ReminderStage,
    ...(hook ? { reminderHook: { id: hook.id, name: new URL(hook.url).host } } : {}),
    ...(user ? { user: { id: user.id, name: user.email } } : {}),
  };
}
