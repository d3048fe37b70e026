// Lists the reminders about secrets of a scope: what was given up first.

import 'server-only';
import type { ListRemindersQuery, ReminderList, ReminderView } from '@/lib/contracts/reminder';
import { listReminderRows } from '@/lib/db/reminders/scope-reminders';
import type { ReminderRow } from '@/lib/db/reminders/scope-reminders';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { ReminderStage } from '@/lib/domain/reminder';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

const PER_PAGE = 50;
/** Nothing comes after it. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Needs `integrations:manage` on the scope; names are shown to who holds `secrets:list` there too. */
export async function listReminders(
  ctx: Context,
  reference: ScopeReference,
  query: ListRemindersQuery = {},
): Promise<ReminderList> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  const { prisma } = ctx.installation.database;
  const reach = await readReach(prisma, memberOf(ctx));
  const named = permissionsOn(reach, scope).has('secrets:list');
  const limit = query.limit ?? PER_PAGE;
  const after = query.after === undefined ? null : (fromTypeId(['reminder'], query.after) ?? NO_ID);
  const rows = await listReminderRows(prisma, scope, { after, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => viewOf(row, named));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function viewOf(row: ReminderRow, named: boolean): ReminderView {
  const { body, createdAt, attempts, nextAttemptAt, sentAt, deadAt, failure, hookId, email } = row;
  const { key, scope, version, dueAt } = body.data;
  const pending = deadAt === null ? 'waiting' : 'dead';
  return {
    id: toTypeId('reminder', row.id),
    stage: body.type.replace('rotation.', '') as ReminderStage,
    key: named ? key : null,
    ...{ scope, version, dueAt, email, attempts, failure },
    state: sentAt === null ? pending : 'sent',
    hook: hookId === null ? null : toTypeId('reminderHook', hookId),
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
  };
}
