// Typed reads of backups, and the name they are cached under.

import type { BackupList } from '@/lib/contracts/backup';
import { get } from './api';

export const BACKUPS_KEY = ['backups'] as const;

/** What there is, and what is due. Throws as `fetchSecrets` does. */
export async function fetchBackups(signal?: AbortSignal): Promise<BackupList> {
  return get('/backups', signal);
}
