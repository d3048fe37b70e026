// The round that reminds of what is due, for as long as a node runs.

import 'server-only';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { findDueReminders } from './find-due';
import { mailDueReminders } from './mail-reminders';
import { postDueReminders } from './post-reminders';

const LOOK_MS = 5000;
/** Finding judges every secret; sending looks at what waits alone. */
const FIND_MS = 5 * 60 * 1000;

/** Answers with a function that stops it, what is being sent included. Never throws. */
export function keepReminders(installation: Installation): () => Promise<void> {
  let findAt = 0;
  return repeating(LOOK_MS, async (stop) => {
    if (!installation.keys.unlocked) return;
    try {
      if (Date.now() >= findAt) {
        await findDueReminders(installation, stop);
        findAt = Date.now() + FIND_MS;
      }
      await sendReminders(installation, stop);
    } catch (error) {
      log.warn({ err: error }, 'reminders could not be found or sent; they are later');
    }
  });
}

/** All that waits, a batch after the other. */
export async function sendReminders(installation: Installation, stop?: AbortSignal): Promise<void> {
  while (!stop?.aborted && (await postDueReminders(installation, stop)) > 0);
  while (!stop?.aborted && (await mailDueReminders(installation)));
}
