// How well the database is backed up: what is missing, the worst first.

import { DAY_MS } from './durations';

/** A backup should not be older. */
export const BACKUP_DAYS_MAX = 30;

/** `no_copy`: nobody confirmed a copy of the master key, so that no backup might ever be opened. */
export type BackupWarning = 'no_copy' | 'none' | 'older_key' | 'old';

export interface BackupFacts {
  /** Whether a copy of the master key in force is kept off the machine. */
  readonly copyConfirmed: boolean;
  /** When the newest backup was taken that was verified or confirmed; null where there is none. */
  readonly takenAt: Date | null;
  /** Since when backups can be opened with the master key in force, and hold the root key in use. */
  readonly keysSince: Date;
}

/** Nothing where all is well. */
export function backupWarnings(facts: BackupFacts, now: Date): BackupWarning[] {
  const { copyConfirmed, takenAt, keysSince } = facts;
  const copy: BackupWarning[] = copyConfirmed ? [] : ['no_copy'];
  if (!takenAt) return [...copy, 'none'];
  const late = now.getTime() - takenAt.getTime() > BACKUP_DAYS_MAX * DAY_MS;
  return [
    ...copy,
    ...(takenAt < keysSince ? (['older_key'] as const) : late ? (['old'] as const) : []),
  ];
}
