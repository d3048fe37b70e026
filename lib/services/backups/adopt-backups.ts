// Files in the backup folder that no row tells of: left by a process that was killed, or newer than what was restored.

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { findBackup, insertBackup, listBackupFiles, noteVerified } from '@/lib/db/backups/backups';
import type { Context } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { BackupRefused } from './backup-refused';
import { ownBackupKeys } from './backup-signer';
import { countsOf } from './create-backup';
import { verifyBackupFile } from './read-backup-file';
import { sha256OfFile } from './sha256-of-file';

const BACKUP = /^keystow-[0-9TZ]+-[0-9a-f]{8}\.backup$/;

/** Their names, sorted. None where the folder cannot be read. */
export async function findUnknownFiles({ installation }: Context): Promise<string[]> {
  const { backupDir } = installation.env;
  const names = (await readdir(backupDir).catch(() => [])).filter((name) => BACKUP.test(name));
  const known = new Set(await listBackupFiles(installation.database.prisma, names));
  return names.filter((name) => !known.has(name)).sort();
}

/**
 * Verifies each and lists it as a backup where this installation signed it; others stay as they are, and are
 * told of. For who is alone at backups. Answers how many were adopted.
 */
export async function adoptBackups(ctx: Context): Promise<number> {
  const unknown = await findUnknownFiles(ctx);
  if (unknown.length === 0) return 0;
  const keys = await ownBackupKeys(ctx.installation);
  let adopted = 0;
  for (const file of unknown) {
    try {
      if (await adopt(ctx, file, keys)) adopted += 1;
    } catch (error) {
      const fault = error instanceof BackupRefused ? error.fault : undefined;
      log.warn({ err: error, file, fault }, 'a file in the backup folder was not adopted');
    }
  }
  return adopted;
}

/** False for a copy of one that is known. */
async function adopt(ctx: Context, file: string, keys: readonly string[]): Promise<boolean> {
  const { installation } = ctx;
  const at = path.join(installation.env.backupDir, file);
  if (keys.length === 0) return false;
  const { manifest } = await verifyBackupFile(at, keys);
  const { id, takenAt, masterFingerprint, migration } = manifest;
  if (await findBackup(installation.database.prisma, id)) return false;
  const row = {
    ...{ id, file, masterFingerprint, migration, scheduled: false },
    ...{ takenAt: new Date(takenAt), takenBy: 'found in the folder' },
    bytes: BigInt((await stat(at)).size),
    sha256: await sha256OfFile(at),
    counts: countsOf(manifest),
  };
  await recorded(
    ctx,
    async (tx) => {
      await insertBackup(tx, row);
      await noteVerified(tx, id, null);
    },
    () => ({
      in: 'installation',
      events: [{ action: 'backup.adopted', file, masterFingerprint, takenAt }],
    }),
  );
  return true;
}
