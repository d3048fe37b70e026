// While a node runs: takes the backups that are due, verifies each, and removes what is beyond the number to keep.

import 'server-only';
import { claimDueBackup, noteBackupFailure } from '@/lib/db/backups/policy';
import { KeystowError } from '@/lib/domain/errors';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { BackupRefused } from './backup-refused';
import { createBackup } from './create-backup';
import { removeSurplus } from './remove-surplus';
import { verifyBackup } from './verify-backup';

const LOOK_MS = 60_000;

/** Answers with a function that stops it, a backup under way included. Never throws. */
export function keepBackups(installation: Installation): () => Promise<void> {
  return repeating(LOOK_MS, () => takeDueBackup(installation));
}

/** Of several nodes one takes it. What went wrong is noted, and tried again when the next one is due. */
export async function takeDueBackup(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  try {
    if (!(await bookkeeping(installation, (tx) => claimDueBackup(tx)))) return;
    const failure = await take(installation).then(
      () => null,
      (error: unknown) => {
        log.error({ err: error }, 'the backup that was due could not be taken');
        return failureText(error);
      },
    );
    await bookkeeping(installation, (tx) => noteBackupFailure(tx, failure));
  } catch (error) {
    log.warn({ err: error }, 'backups could not be looked at; they are later');
  }
}

async function take(installation: Installation): Promise<void> {
  const ctx = systemContext(installation, 'backups');
  const { id, file } = await createBackup(ctx, { scheduled: true });
  const { fault } = await verifyBackup(ctx, id);
  if (fault !== null) throw new BackupRefused('rows_altered', fault);
  const removed = await removeSurplus(ctx);
  log.info({ file, removed }, 'a backup was taken and verified');
}

/** Nobody vouches for what a library quotes in its message. */
function failureText(error: unknown): string {
  if (error instanceof KeystowError || error instanceof BackupRefused) return error.message;
  return 'It failed; the log of the server says where.';
}
