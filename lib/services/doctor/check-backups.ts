// Are a backup and an off-machine copy of the key confirmed?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import type { BackupWarning } from '@/lib/domain/backup-standing';

const WORDS: Readonly<Record<BackupWarning, string>> = {
  no_copy: 'no copy of the master key off this machine is confirmed',
  none: 'no backup of the database is confirmed',
  older_key: 'the newest confirmed backup is older than the keys in force',
  old: 'the newest confirmed backup is older than 30 days',
};

/** A confirmation is somebody's word. Null before there is a root key. */
export function checkBackups(backups: KeyOverview['backups']): DoctorCheck | null {
  if (!backups) return null;
  if (backups.warnings.length === 0) return ok('backups', 'a backup and a key copy are confirmed');
  return warning(
    'backups',
    backups.warnings.map((one) => WORDS[one]).join('; '),
    'Make a copy of each, apart from one another, and confirm them on the page /keys.',
  );
}
