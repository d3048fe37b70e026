// Allowances of an hour, for acts that cost the console or others something each time.

import 'server-only';
import { openBudgets, readSecondsLeft, spendBudgets } from '@/lib/db/secrets/match-budgets';
import { KeystowError } from '@/lib/domain/errors';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { chargedTo } from './charged-to';

export interface HourlyAllowance {
  readonly name: string;
  /** Per person, with all tokens that he made, and hour. */
  readonly max: number;
  /** In the plural, such as `evidence packs are made`. */
  readonly what: string;
}

/** One pack reads the whole log and signs it. */
export const PACKS: HourlyAllowance = { name: 'packs', max: 30, what: 'evidence packs are made' };
/** What somebody has posted now arrives at others. */
export const POSTS: HourlyAllowance = {
  name: 'posts',
  max: 60,
  what: 'messages are posted to webhooks by hand',
};

/** Counts one before it is done. Throws 429 with the seconds to wait. */
export async function spendHourly(
  ctx: Context,
  { name, max, what }: HourlyAllowance,
): Promise<void> {
  const { installation } = ctx;
  const payer = `${name}:${await chargedTo(ctx)}`;
  const isWithin = await bookkeeping(installation, async (tx) => {
    const spent = (await openBudgets(tx, 'hour', [payer])).get(payer) ?? 0;
    if (spent >= max) return false;
    await spendBudgets(tx, 'hour', new Map([[payer, 1]]));
    return true;
  });
  if (isWithin) return;
  const retryAfterSeconds = await readSecondsLeft(installation.database.prisma, 'hour');
  throw new KeystowError('throttled', `At most ${max} ${what} in an hour. Wait.`, {
    retryAfterSeconds,
  });
}
