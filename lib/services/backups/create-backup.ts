// Takes a backup: the whole database as it is at one moment, in one signed file.

import path from 'node:path';
import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { backupTail } from '@/lib/crypto/backup-tail';
import { frontierRoot } from '@/lib/crypto/merkle';
import { insertBackup } from '@/lib/db/backups/backups';
import type { BackupRow } from '@/lib/db/backups/backups';
import { alone } from '@/lib/db/backups/sole-work';
import { withSnapshot } from '@/lib/db/backups/snapshot';
import type { LogEnd, Snapshot } from '@/lib/db/backups/snapshot';
import { LEFT_OUT } from '@/lib/db/backups/table-columns';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { underWay } from './backup-refused';
import { backupSigner } from './backup-signer';
import { asFolderFault } from './folder-fault';
import { noteUnderWay } from './backup-under-way';
import { requireBackupManager } from './require-backup-manager';
import { beginBackupFile } from './write-backup-file';
import type { BackupProgress } from './write-backup-file';

type NewBackup = Omit<BackupRow, 'verifiedAt' | 'fault' | 'removedAt'>;

export interface TakeBackup {
  readonly scheduled?: boolean;
  readonly onProgress?: (progress: BackupProgress) => void;
}

/**
 * Needs `backups:manage`. The file is whole and on disk, in the backup folder, when this answers. Values are
 * in it as they are stored, sealed. Throws `locked` while the console is, 409 while another one is taken.
 */
export async function createBackup(ctx: Context, options: TakeBackup = {}): Promise<NewBackup> {
  await requireBackupManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const taken = await alone(ctx.installation.database, 'backup', () => takeBackup(ctx, options));
  if (!taken) throw underWay('backup');
  return taken.done;
}

/** As `createBackup`, for who manages backups and is alone at them. */
export async function takeBackup(ctx: Context, options: TakeBackup): Promise<NewBackup> {
  const { installation } = ctx;
  const signer = await backupSigner(installation);
  const id = newUuid();
  const file = nameOf(id, new Date());
  const unfinished = await beginBackupFile(installation.env.backupDir, file).catch(refuse);
  try {
    const { snapshot, written } = await withSnapshot(installation.database, async (open) => ({
      snapshot: open,
      written: await unfinished.writeRows(open, (progress) => {
        const { table, done, total } = progress;
        noteUnderWay({ table, done, total });
        options.onProgress?.(progress);
      }),
    }));
    const facts = { id, installationId: installation.id, engine: installation.database.kind };
    const manifest: BackupManifest = {
      ...manifestOf(snapshot),
      ...facts,
      ...written,
      verifierKey: signer.verifierKey,
    };
    const { bytes, sha256 } = await unfinished.finish(backupTail(manifest, signer));
    const row: NewBackup = {
      id,
      file,
      bytes: BigInt(bytes),
      sha256,
      takenAt: snapshot.takenAt,
      takenBy: actorLabel(ctx.actor),
      scheduled: options.scheduled ?? false,
      masterFingerprint: manifest.masterFingerprint,
      migration: manifest.migration,
      counts: countsOf(manifest),
    };
    await noteTaken(ctx, row);
    return row;
  } catch (error) {
    return refuse(error);
  } finally {
    noteUnderWay(null);
    await unfinished.discard();
  }
}

/** Rows by table. */
export function countsOf({ tables }: Pick<BackupManifest, 'tables'>): BackupRow['counts'] {
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

function refuse(error: unknown): never {
  throw asFolderFault(error);
}

/** Absolute, of a backup of this console. */
export function pathOfBackup(ctx: Context, { file }: Pick<BackupRow, 'file'>): string {
  return path.join(ctx.installation.env.backupDir, file);
}

async function noteTaken(ctx: Context, row: NewBackup): Promise<void> {
  const { file, masterFingerprint, scheduled } = row;
  const rows = Object.values(row.counts).reduce((sum, count) => sum + count, 0);
  const bytes = Number(row.bytes);
  await recorded(
    ctx,
    (tx) => insertBackup(tx, row),
    () => ({
      in: 'installation',
      events: [{ action: 'backup.created', file, masterFingerprint, scheduled, bytes, rows }],
    }),
  );
}

function manifestOf(snapshot: Snapshot) {
  const { takenAt, migration, masterFingerprint, rootIds, logs } = snapshot;
  if (masterFingerprint === null) throw new KeystowError('tampered', 'There is no root key.');
  return {
    format: 'keystow-backup/1' as const,
    takenAt: takenAt.toISOString(),
    migration,
    masterFingerprint,
    rootIds: [...rootIds],
    leftOut: [...LEFT_OUT],
    logs: logs.map(logEnd),
  };
}

function logEnd({ chainId, size, frontier }: LogEnd) {
  const root = frontierRoot(Uint8Array.from(frontier), size);
  return { log: chainId, size: String(size), root: Buffer.from(root).toString('hex') };
}

/** Such as `keystow-20260131T120000Z-3f9a2c1b.backup`: sorts by time. */
function nameOf(id: string, at: Date): string {
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `keystow-${stamp}-${id.slice(-8)}.backup`;
}
