// Seals signing secrets of reminder webhooks again under the configuration key in force.

import 'server-only';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { dropHooks, lockHooksUnder, sealHookAgain } from '@/lib/db/reminders/reminder-hooks';
import type { HookRow } from '@/lib/db/reminders/reminder-hooks';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { hookFacts } from '../../reminders/hook-facts';
import { openHookSecret, sealHookSecret } from '../../reminders/hook-secret';

const BATCH_ROWS = 200;

/**
 * Answers how many under `old` were dealt with; 0 when none is left that nobody else holds. A webhook whose
 * secret does not open is removed, and recorded: nothing could be signed for it, and a new one is made at once.
 */
export async function resealHooks(ctx: Context, old: DataKeyRow): Promise<number> {
  const { installation } = ctx;
  const { count } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const rows = await lockHooksUnder(tx, old.id, BATCH_ROWS);
      // A key that does not open says nothing of what lies under it.
      if (rows.length > 0) await installation.keys.opening(tx, old.id);
      const lost: HookRow[] = [];
      for (const row of rows) {
        const secret = await openHookSecret(installation, row, tx);
        if (secret === null) lost.push(row);
        else await sealHookAgain(tx, row.id, await sealHookSecret(tx, installation, row, secret));
      }
      await dropHooks(
        tx,
        lost.map(({ id }) => id),
      );
      return { count: rows.length, lost };
    },
    ({ lost }) => ({
      in: { organizationId: old.ownerId },
      events: lost.map((row) => ({
        action: 'reminder_hook.unreadable' as const,
        ...hookFacts(row),
      })),
    }),
  );
  return count;
}
