// Adds a webhook that reminders of a scope are posted to.

import 'server-only';
import { REMINDER_HOOKS_MAX } from '@/lib/contracts/reminder';
import type { AddReminderHookInput, MadeReminderHook } from '@/lib/contracts/reminder';
import { newWebhookSecret } from '@/lib/crypto/webhook-signature';
import { findHookRow, insertHook, listHookRows } from '@/lib/db/reminders/reminder-hooks';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkedDestination } from '../webhooks/checked-destination';
import { hookFacts } from './hook-facts';
import { sealHookSecret } from './hook-secret';
import { hookView } from './hook-view';

/**
 * Needs `integrations:manage` on the scope, and `secrets:list`: names of its secrets leave the console by it. The
 * signing secret is in the answer and nowhere else. Throws 422 for an address that is not to be posted to, one
 * that is there, or one too many.
 */
export async function createReminderHook(
  ctx: Context,
  reference: ScopeReference,
  input: AddReminderHookInput,
): Promise<MadeReminderHook> {
  const scope = await authorize(ctx, reference, 'integrations:manage');
  await authorize(ctx, reference, 'secrets:list');
  const { installation } = ctx;
  const url = checkedDestination('/url', input.url, installation.env).href;
  const secret = newWebhookSecret();
  const { id: scopeId, organizationId } = scope;
  const hook = { id: newUuid(), organizationId, scopeId, url };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      if ((await listHookRows(tx, scope)).length >= REMINDER_HOOKS_MAX) {
        const most = `A scope has ${REMINDER_HOOKS_MAX} webhooks for reminders at most. Delete one first.`;
        throw ruleBroken('/url', 'too_many', most);
      }
      const sealed = await sealHookSecret(tx, installation, hook, secret);
      const createdBy = actorLabel(ctx.actor);
      if (!(await insertHook(tx, scope, { id: hook.id, url, createdBy, sealed }))) {
        throw ruleBroken('/url', 'taken', 'Reminders of this scope are posted there already.');
      }
      return (await findHookRow(tx, scope, hook.id))!;
    },
    (made) => ({
      in: scope,
      events: [{ action: 'reminder_hook.created', ...hookFacts(made) }],
    }),
  );
  const text = secret.use((bytes) => new TextDecoder().decode(bytes));
  return { hook: hookView(row), secret: text };
}
