// What the backup commands do, wherever they work.

import type { BackupList, BackupView, RestoreDrill } from '@/lib/contracts/backup';
import type { Plaintext } from '@/lib/domain/plaintext';

export interface BackupDesk {
  list(): Promise<BackupList>;
  create(): Promise<BackupView>;
  verify(id: string): Promise<BackupView>;
  /** `key` is tried in place of the one at hand. */
  drill(id: string, key: Plaintext | undefined): Promise<RestoreDrill>;
}
