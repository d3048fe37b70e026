// Is there a verified or confirmed backup, and a confirmed copy of the key off the machine?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import type { BackupWarning } from '@/lib/domain/backup-standing';

const WORDS: Readonly<Record<BackupWarning, string>> = {
  no_copy: 'no copy of the master key off this machine is confirmed',
  none: 'no backup of the database is verified',
  older_key: 'the newest backup is older than the keys in force',
  old: 'the newest backup is older than 30 days',
};

/** One that was confirmed is somebody's word. Null before there is a root key. */
export function checkBackups(backups: KeyOverview['backups']): DoctorCheck | null {
  if (!backups) return null;
  if (backups.warnings.length === 0)
    return ok('backups', 'there are a backup and a copy of the key');
  return warning(
    'backups',
    backups.warnings.map((one) => WORDS[one]).join('; '),
    'Take and verify a backup on the page /backups, and confirm a copy of the key, kept apart from it, on the page /keys.',
  );
}
