// Every node works running transfers off on its own accord, also after a restart.

import 'server-only';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { runTransfers } from './run-transfers';

const LOOK_MS = 2000;

/** Answers with a function that stops it between two batches and waits until it rests. Never throws. */
export function keepTransferring(installation: Installation): () => Promise<void> {
  return repeating(LOOK_MS, async (stop) => {
    if (!installation.keys.unlocked) return;
    try {
      await runTransfers(installation, stop);
    } catch (error) {
      log.warn({ err: error }, 'a transfer rests after an error; it goes on by itself');
    }
  });
}
