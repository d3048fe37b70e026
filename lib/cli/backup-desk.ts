// Where the backup commands work: at a running console over REST, or beside it on its database.

import type { BackupList, BackupView, RestoreDrill } from '@/lib/contracts/backup';
import type { Plaintext } from '@/lib/domain/plaintext';
import { atConsoleOrHere } from './at-desk';

export interface BackupDesk {
  list(): Promise<BackupList>;
  create(): Promise<BackupView>;
  verify(id: string): Promise<BackupView>;
  /** `key` is tried in place of the one at hand. */
  drill(id: string, key: Plaintext | undefined): Promise<RestoreDrill>;
}

/** At a running console, or on the installation of this folder. */
export async function atBackupDesk<T>(work: (desk: BackupDesk) => Promise<T>): Promise<T> {
  return atConsoleOrHere(
    (call) =>
      work({
        list: () => call('GET', '/backups'),
        create: () => call('POST', '/backups'),
        verify: (id) => call('POST', `/backups/${encodeURIComponent(id)}/verify`),
        drill: (id, key) => {
          const text = key?.use((bytes) => Buffer.from(bytes).toString('utf8'));
          const body = text === undefined ? {} : { key: text };
          return call('POST', `/backups/${encodeURIComponent(id)}/drill`, body);
        },
      }),
    async () => (await import('./local/local-backup-desk')).atLocalBackupDesk(work),
  );
}
