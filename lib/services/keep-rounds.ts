// What every node does when it starts and once an hour after that, without being asked.

import 'server-only';
import { sweepPlans } from '@/lib/db/transfers/transfers';
import { bookkeeping } from './bookkeeping';
import type { Installation } from './context';
import { log } from './log';
import { applyRetention } from './audit/retention';
import { purgeExpired } from './secrets/purge-expired';

const HOUR_MS = 60 * 60 * 1000;
/** What backends have is another thing by then. */
const PLAN_DAYS = 7;

/** Begins at once, without being waited for; answers with a function that stops it. */
export function keepRounds(installation: Installation): () => Promise<void> {
  let running = goRound(installation);
  const timer = setInterval(() => {
    running = running.then(() => goRound(installation));
  }, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Never throws: what could not be done now is done next time. */
async function goRound(installation: Installation): Promise<void> {
  const { keys, database } = installation;
  if (!keys.unlocked) return;
  try {
    const purged = await purgeExpired(installation);
    if (purged > 0) log.info({ purged }, 'secrets left the bin after 30 days');
    await applyRetention(installation);
    await bookkeeping(installation, (tx) => sweepPlans(tx, PLAN_DAYS));
    // Another node may have deleted scopes: their keys leave this one's memory too.
    await keys.forgetDeleted(database.prisma);
  } catch (error) {
    log.warn({ err: error }, 'the hourly round was cut short; the next one goes on');
  }
}
