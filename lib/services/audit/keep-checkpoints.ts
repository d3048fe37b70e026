// While a node runs, logs are signed as they grow: after 256 events, or a minute after the last checkpoint.

import 'server-only';
import { listDueChains, listImpossibleCheckpoints } from '@/lib/db/audit/checkpoints';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { writeCheckpointFiles } from './checkpoint-files';
import { postDueCheckpoints } from './post-checkpoints';
import { signLog } from './sign-checkpoint';

const DUE = { events: 256, seconds: 60 };
const LOOK_MS = 15_000;

/** Answers with a function that stops it, posts under way included. Never throws: what was not done is due still. */
export function keepCheckpoints(installation: Installation): () => Promise<void> {
  return repeating(LOOK_MS, (stop) => sendDue(installation, stop));
}

/** Signs what is due, and hands the newest checkpoints to whoever keeps them elsewhere. */
export async function sendDue(installation: Installation, stop?: AbortSignal): Promise<void> {
  await signDue(installation);
  if (!installation.keys.unlocked || stop?.aborted) return;
  try {
    await writeCheckpointFiles(installation);
    await postDueCheckpoints(installation, stop);
  } catch (error) {
    log.warn({ err: error }, 'checkpoints could not be handed on; they are later');
  }
}

/** Signs every log that wants it. A log whose head was tampered with is told in the server's log. */
export async function signDue(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  try {
    const { prisma } = installation.database;
    for (const { chainId, size } of await listImpossibleCheckpoints(prisma)) {
      const what = { chainId, size: String(size) };
      log.error(what, 'a checkpoint is stored of more events than the audit log has');
    }
    const due = await listDueChains(prisma, DUE);
    for (const chainId of due) {
      await signLog(installation, chainId).catch((error: unknown) => {
        log.error({ err: error, chainId }, 'an audit log could not be signed');
      });
    }
  } catch (error) {
    log.warn({ err: error }, 'the audit logs could not be looked at; they are signed later');
  }
}
