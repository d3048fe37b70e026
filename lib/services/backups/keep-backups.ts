// While a node runs: takes the backups that are due, verifies each, and removes what is beyond the number to keep.

import 'server-only';
import { claimDueBackup, isBackupDue, noteBackupFailure } from '@/lib/db/backups/policy';
import { alone } from '@/lib/db/backups/sole-work';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { adoptBackups } from './adopt-backups';
import { BackupRefused, faultText } from './backup-refused';
import { takeBackup } from './create-backup';
import { removeSurplus } from './remove-surplus';
import { sweepScratch } from './scratch-folder';
import { verifyBackup } from './verify-backup';

const LOOK_MS = 60_000;

/** Answers with a function that stops it, a backup under way included. Never throws. */
export function keepBackups(installation: Installation): () => Promise<void> {
  let looked = false;
  return repeating(LOOK_MS, async () => {
    if (!looked) looked = await lookAfterStart(installation);
    await takeDueBackup(installation);
  });
}

/** What a process that was killed left behind. False: look again later. Never throws. */
export async function lookAfterStart(installation: Installation): Promise<boolean> {
  if (!installation.keys.unlocked) return false;
  const { database } = installation;
  const ctx = systemContext(installation, 'backups');
  try {
    await alone(database, 'drill', () => sweepScratch());
    const adopted = await alone(database, 'backup', () => adoptBackups(ctx));
    if (adopted && adopted.done > 0) log.info({ adopted: adopted.done }, 'backups were adopted');
    return adopted !== null;
  } catch (error) {
    log.warn({ err: error }, 'what was left behind could not be looked at; it is later');
    return false;
  }
}

/**
 * Of several nodes one takes it. What went wrong is noted, and tried again when the next one is due; one that was
 * cut off is tried again at once.
 */
export async function takeDueBackup(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  const { database } = installation;
  try {
    if (!(await isBackupDue(database.prisma))) return;
    await alone(database, 'backup', () => takeWhereDue(installation));
  } catch (error) {
    log.warn({ err: error }, 'backups could not be looked at; they are later');
  }
}

async function takeWhereDue(installation: Installation): Promise<void> {
  if (!(await bookkeeping(installation, (tx) => claimDueBackup(tx)))) return;
  const failure = await take(installation).then(
    () => null,
    (error: unknown) => {
      log.error({ err: error }, 'the backup that was due could not be taken');
      return faultText(error);
    },
  );
  await bookkeeping(installation, (tx) => noteBackupFailure(tx, failure));
}

async function take(installation: Installation): Promise<void> {
  const ctx = systemContext(installation, 'backups');
  await adoptBackups(ctx);
  const { id, file } = await takeBackup(ctx, { scheduled: true });
  const { fault } = await verifyBackup(ctx, id);
  if (fault !== null) throw new BackupRefused('rows_altered', fault);
  const removed = await removeSurplus(ctx);
  log.info({ file, removed }, 'a backup was taken and verified');
}
