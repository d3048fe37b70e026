// A reminder webhook as those who look after it see it.

import 'server-only';
import type { ReminderHookView } from '@/lib/contracts/reminder';
import { findHookRow } from '@/lib/db/reminders/reminder-hooks';
import type { HookRow } from '@/lib/db/reminders/reminder-hooks';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { isOutOfService } from '@/lib/domain/reminder';
import type { Context } from '../context';

export function hookView(row: HookRow): ReminderHookView {
  const { path, url, createdAt, createdBy, failures, failure, postedAt } = row;
  return {
    ...{ id: toTypeId('reminderHook', row.id), scope: path, url, createdBy, failures, failure },
    createdAt: createdAt.toISOString(),
    inService: !isOutOfService(failure),
    postedAt: postedAt?.toISOString() ?? null,
  };
}

/** Throws `locked`, and 404 where the scope has none with that id. */
export async function requireHook(
  { installation }: Context,
  scope: AuthorizedScope,
  typeId: string,
): Promise<HookRow> {
  installation.keys.requireUnlocked();
  const id = fromTypeId(['reminderHook'], typeId);
  const row = id === null ? null : await findHookRow(installation.database.prisma, scope, id);
  if (!row) throw notFound('That webhook');
  return row;
}
