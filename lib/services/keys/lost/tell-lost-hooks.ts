// After a reset: each log says which reminder webhooks were removed, because nothing can be signed for them.

import 'server-only';
import type { HookRow } from '@/lib/db/reminders/reminder-hooks';
import type { Tx } from '@/lib/db/connection/transaction';
import { appendEvents } from '../../audit/append-events';
import type { Context } from '../../context';
import { hookFacts } from '../../reminders/hook-facts';
import type { KeyRing } from '../key-ring';

/** `hooks` come by organization. */
export async function tellLostHooks(
  { actor, requestId }: Context,
  tx: Tx,
  keys: KeyRing,
  hooks: readonly HookRow[],
): Promise<void> {
  const facts = { actor, requestId, at: new Date() };
  for (const organizationId of new Set(hooks.map((hook) => hook.organizationId))) {
    const events = hooks
      .filter((hook) => hook.organizationId === organizationId)
      .map((hook) => ({
        event: { action: 'reminder_hook.unreadable' as const, ...hookFacts(hook) },
        facts,
      }));
    await appendEvents(tx, keys, organizationId, events);
  }
}
