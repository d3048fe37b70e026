// When backups are taken by themselves, how many are kept, and how often a restore is tried.

import 'server-only';
import type { BackupPolicy, ChangeBackupPolicy } from '@/lib/contracts/backup';
import { listBackups } from '@/lib/db/backups/backups';
import { readPolicy, writePolicy } from '@/lib/db/backups/policy';
import { isUnderWay } from '@/lib/db/backups/sole-work';
import { actorLabel } from '@/lib/domain/actor';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { policyView } from './list-backups';
import { requireBackupManager } from './require-backup-manager';

/** Needs `backups:manage`. */
export async function readBackupPolicy(ctx: Context): Promise<BackupPolicy> {
  await requireBackupManager(ctx);
  const { database } = ctx.installation;
  const [newest] = await listBackups(database.prisma, 1);
  const underWay = await isUnderWay(database, 'backup');
  return policyView(await readPolicy(database.prisma), newest?.takenAt, underWay);
}

/** Needs `backups:manage`. Files beyond the new number are removed with the next backup. */
export async function changeBackupPolicy(
  ctx: Context,
  policy: ChangeBackupPolicy,
): Promise<BackupPolicy> {
  await requireBackupManager(ctx);
  await recorded(
    ctx,
    (tx) => writePolicy(tx, policy, actorLabel(ctx.actor)),
    () => ({
      in: 'installation',
      events: [{ action: 'backup.policy_changed', ...policy }],
    }),
  );
  return readBackupPolicy(ctx);
}
