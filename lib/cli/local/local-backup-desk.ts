// The backups of this folder's installation, beside a stopped console or one on PostgreSQL.

import { createBackup } from '@/lib/services/backups/create-backup';
import { drillBackup } from '@/lib/services/backups/drill-backup';
import { viewDrill } from '@/lib/services/backups/drill-view';
import { backupUuid, listBackups, readBackup } from '@/lib/services/backups/list-backups';
import { verifyBackup } from '@/lib/services/backups/verify-backup';
import { toTypeId } from '@/lib/domain/ids';
import type { BackupDesk } from '../desks/backup-desk';
import { asOperator } from './as-operator';

export async function atLocalBackupDesk<T>(work: (desk: BackupDesk) => Promise<T>): Promise<T> {
  return asOperator((ctx) =>
    work({
      list: () => listBackups(ctx),
      create: async () => {
        const { id } = await createBackup(ctx);
        return readBackup(ctx, toTypeId('backup', id));
      },
      verify: async (id) => {
        await verifyBackup(ctx, backupUuid(id));
        return readBackup(ctx, id);
      },
      drill: async (id, key) => viewDrill(ctx, await drillBackup(ctx, backupUuid(id), key)),
    }),
  );
}
