// The allowance for evidence packs: each reads the whole log and signs it.

import 'server-only';
import { openBudgets, readSecondsLeft, spendBudgets } from '@/lib/db/secrets/match-budgets';
import { KeystowError } from '@/lib/domain/errors';
import { chargedTo } from '../access/charged-to';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

/** Per person, with all tokens that he made, and hour. */
export const PACKS_PER_HOUR_MAX = 30;

/** Counts one pack before it is made. Throws 429 with the seconds to wait. */
export async function spendPack(ctx: Context): Promise<void> {
  const { installation } = ctx;
  const payer = `packs:${await chargedTo(ctx)}`;
  const isWithin = await bookkeeping(installation, async (tx) => {
    const spent = (await openBudgets(tx, 'hour', [payer])).get(payer) ?? 0;
    if (spent >= PACKS_PER_HOUR_MAX) return false;
    await spendBudgets(tx, 'hour', new Map([[payer, 1]]));
    return true;
  });
  if (isWithin) return;
  const retryAfterSeconds = await readSecondsLeft(installation.database.prisma, 'hour');
  const message = `At most ${PACKS_PER_HOUR_MAX} evidence packs are made in an hour. Wait.`;
  throw new KeystowError('throttled', message, { retryAfterSeconds });
}
