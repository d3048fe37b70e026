// Where the backup commands work: at a running console over REST, or beside it on its database.

import { atConsoleOrHere } from './at-console-or-here';
import type { BackupDesk } from './backup-desk';

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
    async () => (await import('../local/local-backup-desk')).atLocalBackupDesk(work),
  );
}
