// Lists the webhooks that reminders of a scope are posted to.

import 'server-only';
import type { ReminderHookList } from '@/lib/contracts/reminder';
import { listHookRows } from '@/lib/db/reminders/reminder-hooks';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { hookView } from './hook-view';

/** Needs `integrations:manage` on the scope. */
export async function listReminderHooks(
  ctx: Context,
  reference: ScopeReference,
): Promise<ReminderHookList> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  const { database, env } = ctx.installation;
  const rows = await listHookRows(database.prisma, scope);
  return { items: rows.map(hookView), next: null, mail: env.smtpUrl !== undefined };
}
