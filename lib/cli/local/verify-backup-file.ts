// A backup file verified offline: with public material alone, no console and no database.

import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { BackupRefused } from '@/lib/services/backups/backup-refused';
import { verifyBackupFile as verify } from '@/lib/services/backups/read-backup-file';
import { CommandRefused } from '../command-refused';

/** `key` is the pinned public key. Throws CommandRefused with what is wrong. */
export async function verifyBackupFile(
  file: string,
  key: string | undefined,
): Promise<BackupManifest> {
  try {
    return (await verify(file, key === undefined ? [] : [key])).manifest;
  } catch (error) {
    if (error instanceof BackupRefused) throw new CommandRefused(error.fault, error.message);
    throw error;
  }
}
