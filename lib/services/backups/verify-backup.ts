// Verifies a backup of this console: every checksum, the counts and the signature.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
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

async function digestOf(hash: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of hash) parts.push(part);
  return Buffer.concat(parts);
}

async function verdictOn(
  ctx: Context,
  backup: BackupRow,
): Promise<Pick<BackupVerdict, 'fault' | 'manifest'>> {
  try {
    const pinned = await knownBackupKeys(ctx.installation);
    const file = pathOfBackup(ctx, backup);
    const { manifest } = await verifyBackupFile(file, pinned);
    const whole = await pipeline(createReadStream(file), createHash('sha256'), digestOf);
    if (manifest.id === backup.id && whole.equals(backup.sha256)) return { fault: null, manifest };
    return { fault: 'It is another backup, which was put in its place.', manifest };
  } catch (error) {
    if (error instanceof BackupRefused) return { fault: error.message, manifest: null };
    throw error;
  }
}
