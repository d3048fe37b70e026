// The clock of the bin: purges at the start of the console and once an hour after that.

import 'server-only';
import type { Installation } from '../context';
import { log } from '../log';
import { purgeExpired } from './purge-expired';

const HOUR_MS = 60 * 60 * 1000;

/** Begins at once, without being waited for; answers with a function that stops it. */
export function keepBinShort(installation: Installation): () => Promise<void> {
  let running = run(installation);
  const timer = setInterval(() => {
    running = running.then(() => run(installation));
  }, HOUR_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Never throws: what could not be purged now is purged next time. */
async function run(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  try {
    const purged = await purgeExpired(installation);
    if (purged > 0) log.info({ purged }, 'secrets left the bin after 30 days');
  } catch (error) {
    log.warn({ err: error }, 'the bin could not be emptied; it is tried again within the hour');
  }
}
