// What is wrong with the backups there are, in one sentence for each warning.

import type { BackupStanding } from '@/lib/contracts/backups';
import { BACKUP_DAYS_MAX, type BackupWarning } from '@/lib/domain/backup-standing';

/** The newest backup is named where it needs another key than the one in force. */
export function backupSentence(
  warning: BackupWarning,
  { newest, inForce }: BackupStanding,
): string {
  switch (warning) {
    case 'no_copy':
      return 'No copy of the master key is confirmed. If this machine is lost, no backup can be opened.';
    case 'none':
      return 'No verified backup yet. If the database is lost, every secret is lost with it.';
    case 'older_key': {
      const needs = newest[0]?.needs;
      return needs && needs !== inForce
        ? `The newest backup was taken before the master key was changed: it needs the key ${needs}. Take another one.`
        : 'The newest backup was taken before the root key was changed: it holds values under the old keys. Take another one.';
    }
    case 'old':
      return `The newest backup is older than ${BACKUP_DAYS_MAX} days. Take another one.`;
  }
}
