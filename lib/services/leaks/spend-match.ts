// The allowance for matching values that were pasted: each could be a guess.

import 'server-only';
import { openBudgets, readSecondsLeft, spendBudgets } from '@/lib/db/secrets/match-budgets';
import { MATCHES_PER_DAY_MAX, MATCHES_PER_MINUTE_MAX } from '@/lib/domain/leak';
import { chargedTo } from '../access/charged-to';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

export type MatchAllowance =
  | { readonly left: { readonly minute: number; readonly day: number } }
  /** Nothing is left until then. */
  | { readonly retryAfterSeconds: number };

/** Counts one attempt, before anything is compared, in a transaction of its own; one that is refused counts not. */
export async function spendMatch(ctx: Context): Promise<MatchAllowance> {
  const payer = await chargedTo(ctx);
  const inMinute = `leaks-minute:${payer}`;
  const inDay = `leaks-day:${payer}`;
  const spent = await bookkeeping(ctx.installation, async (tx) => {
    const day = (await openBudgets(tx, 'day', [inDay])).get(inDay) ?? 0;
    const minute = (await openBudgets(tx, 'minute', [inMinute])).get(inMinute) ?? 0;
    if (day >= MATCHES_PER_DAY_MAX) return 'day';
    if (minute >= MATCHES_PER_MINUTE_MAX) return 'minute';
    await spendBudgets(tx, 'day', new Map([[inDay, 1]]));
    await spendBudgets(tx, 'minute', new Map([[inMinute, 1]]));
    return {
      left: { minute: MATCHES_PER_MINUTE_MAX - minute - 1, day: MATCHES_PER_DAY_MAX - day - 1 },
    };
  });
  if (typeof spent === 'object') return spent;
  const { prisma } = ctx.installation.database;
  return { retryAfterSeconds: await readSecondsLeft(prisma, spent) };
}
