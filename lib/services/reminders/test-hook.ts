// Posts a message of no secret to a webhook of reminders: one that takes it is in service again.

import 'server-only';
import type { ReminderHookView } from '@/lib/contracts/reminder';
import { noteHookPost } from '@/lib/db/reminders/reminder-hooks';
import { newUuid } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { POSTS, spendHourly } from '../access/spend-hourly';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { hookFacts } from './hook-facts';
import { hookView, requireHook } from './hook-view';
import { postSigned } from './post-reminders';

/**
 * Needs `integrations:manage` on the scope; tells how it went. Throws 404 where it has none with that id, 429
 * beyond 60 posts of an hour.
 */
export async function testReminderHook(
  ctx: Context,
  reference: ScopeReference,
  typeId: string,
): Promise<ReminderHookView> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  const row = await requireHook(ctx, scope, typeId);
  await spendHourly(ctx, POSTS);
  const body = {
    type: 'rotation.test',
    timestamp: new Date().toISOString(),
    data: { scope: row.path },
  };
  const text = JSON.stringify(body);
  const failure = await postSigned(ctx.installation, row, { id: newUuid(), text });
  await recorded(
    ctx,
    (tx) => noteHookPost(tx, row.id, failure, { isTest: true }),
    () => ({
      in: scope,
      events: [{ action: 'reminder_hook.tested', failure, ...hookFacts(row) }],
    }),
  );
  return hookView(await requireHook(ctx, scope, typeId));
}
