// While a node runs, logs are signed as they grow: after 256 events, or a minute after the first of them.

import 'server-only';
import { listDueChains } from '@/lib/db/audit/checkpoints';
import type { Installation } from '../context';
import { log } from '../log';
import { signLog } from './sign-checkpoint';

const DUE = { events: 256, seconds: 60 };
const LOOK_MS = 15_000;

/** Answers with a function that stops it. Never throws: what was not signed is due still. */
export function keepCheckpoints(installation: Installation): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => signDue(installation));
  }, LOOK_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Signs every log that wants it. A log whose head was tampered with is told in the server's log. */
export async function signDue(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  try {
    const due = await listDueChains(installation.database.prisma, DUE);
    for (const chainId of due) {
      await signLog(installation, chainId).catch((error: unknown) => {
        log.error({ err: error, chainId }, 'an audit log could not be signed');
      });
    }
  } catch (error) {
    log.warn({ err: error }, 'the audit logs could not be looked at; they are signed later');
  }
}
