// Verifies a backup of this console: every checksum, the counts and the signature.

import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { findBackup, noteVerified } from '@/lib/db/backups/backups';
import type { BackupRow } from '@/lib/db/backups/backups';
import { notFound } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { BackupRefused } from './backup-refused';
import { knownBackupKeys } from './backup-signer';
import { pathOfBackup } from './create-backup';
import { verifyBackupFile } from './read-backup-file';
import { requireBackupManager } from './require-backup-manager';
import { sha256OfFile } from './sha256-of-file';

export interface BackupVerdict {
  readonly backup: BackupRow;
  /** What is wrong; null where all is as it was written. */
  readonly fault: string | null;
  /** Null where the file is not readable so far. */
  readonly manifest: BackupManifest | null;
}

/** Needs `backups:manage`. Reads the whole file; nothing is restored. Throws 404 for none of that id. */
export async function verifyBackup(ctx: Context, id: string): Promise<BackupVerdict> {
  await requireBackupManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const backup = await requireBackup(ctx, id);
  const { fault, manifest } = await verdictOn(ctx, backup);
  const { file, masterFingerprint } = backup;
  await recorded(
    ctx,
    (tx) => noteVerified(tx, backup.id, fault),
    () => ({
      in: 'installation',
      events: [{ action: 'backup.verified', file, masterFingerprint, fault }],
    }),
  );
  return { backup: { ...backup, verifiedAt: new Date(), fault }, fault, manifest };
}

export async function requireBackup(ctx: Context, id: string): Promise<BackupRow> {
  const backup = await findBackup(ctx.installation.database.prisma, id);
  if (!backup || backup.removedAt) throw notFound('A backup of that id');
  return backup;
}

/** Throws BackupRefused where the file is not the one that this backup was filed with. */
export async function requireSameFile(
  ctx: Context,
  backup: BackupRow,
  { id }: Pick<BackupManifest, 'id'>,
): Promise<void> {
  const whole = await sha256OfFile(pathOfBackup(ctx, backup));
  if (id === backup.id && whole.equals(backup.sha256)) return;
  throw new BackupRefused('other_backup', 'It is another backup, which was put in its place.');
}

async function verdictOn(
  ctx: Context,
  backup: BackupRow,
): Promise<Pick<BackupVerdict, 'fault' | 'manifest'>> {
  let manifest: BackupManifest | null = null;
  try {
    const pinned = await knownBackupKeys(ctx.installation);
    ({ manifest } = await verifyBackupFile(pathOfBackup(ctx, backup), pinned));
    await requireSameFile(ctx, backup, manifest);
    return { fault: null, manifest };
  } catch (error) {
    if (error instanceof BackupRefused) return { fault: error.message, manifest };
    throw error;
  }
}
