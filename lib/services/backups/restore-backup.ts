// Restores a backup file into a database: beside a stopped console, or into one of its own for a drill.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import { restoreInto } from '@/lib/db/backups/restore';
import type { FormerConsole, FormerLog } from '@/lib/db/backups/restore-target';
import type { SealedSigningKey } from '@/lib/db/backups/restored-signing-keys';
import type { PendingEventRow } from '@/lib/db/audit/audit';
import type { Database } from '@/lib/db/connection/database';
import { MIGRATIONS_FOLDER, readMigrations } from '@/lib/db/migration/migration-files';
import type { Actor } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { newUuid } from '@/lib/domain/ids';
import { BackupRefused } from './backup-refused';
import { countRows } from './backup-rows';
import { readBackupFile } from './read-backup-file';
import type { BackupPiece } from './read-backup-file';
import { requireOwnInstallation, requireOwnSigner } from './restore-signer';
import type { SignerRule } from './restore-signer';

export interface RestoreOptions {
  readonly signer: SignerRule;
  /** What is in the database is deleted. */
  readonly replace: boolean;
  readonly revokeTokens: boolean;
  readonly by: Actor;
  /** Where checkpoints were kept besides, which may know of events that are lost. */
  readonly checkpointDir?: string | undefined;
  readonly onProgress?: (rows: number, total: number) => void;
}

/**
 * `manifest` as `readManifest` gave it. All of it or nothing: a file that differs anywhere from its manifest
 * leaves the database as it was. Throws BackupRefused and DatabaseRefusal.
 */
export async function restoreBackup(
  database: Database,
  file: string,
  manifest: BackupManifest,
  options: RestoreOptions,
): Promise<void> {
  const { migration } = manifest;
  const migrations = await readMigrations(MIGRATIONS_FOLDER);
  if (!migrations.some(({ name }) => name === migration)) {
    throw new BackupRefused(
      'newer_migration',
      `The backup is of a newer Keystow (${migration}). Restore it with that version or a later one.`,
    );
  }
  const kept = await keptSizes(manifest, options.checkpointDir);
  const rows = counted(readBackupFile(file, manifest), manifest, options);
  const { signer } = options;
  await restoreInto(database, {
    migration,
    replace: options.replace,
    revokeTokens: options.revokeTokens,
    rows,
    events: ({ logs }) => eventsOf(manifest, [...logs, ...kept], options),
    ...(signer.kind === 'at_hand' ? ownConsole(manifest, signer.given) : {}),
  });
}

/** Nobody vouches for the signer: the console that is there and the master key at hand have to. */
function ownConsole(manifest: BackupManifest, given: readonly MasterKeyInput[]) {
  return {
    admit: ({ installationId }: FormerConsole) => requireOwnInstallation(manifest, installationId),
    accept: (keys: readonly SealedSigningKey[]) => requireOwnSigner(manifest, keys, given),
  };
}

async function* counted(
  pieces: AsyncIterable<BackupPiece>,
  { tables }: BackupManifest,
  { onProgress }: RestoreOptions,
): AsyncGenerator<BackupPiece> {
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for await (const piece of pieces) {
    yield piece;
    done += countRows(piece.rows);
    onProgress?.(done, total);
  }
}

/** Each log is told what of it is lost. */
function eventsOf(
  { takenAt, masterFingerprint, logs }: BackupManifest,
  newer: readonly FormerLog[],
  { by, revokeTokens }: RestoreOptions,
): PendingEventRow[] {
  return logs.map(({ log, size }) => {
    const sizes = newer.filter(({ chainId }) => chainId === log).map((one) => one.size);
    const known = sizes.length > 0 ? sizes.reduce((a, b) => (a > b ? a : b)) : null;
    const event: AuditEvent = {
      action: 'backup.restored',
      takenAt,
      masterFingerprint,
      size,
      known: known === null ? null : String(known),
      tokensRevoked: revokeTokens,
    };
    const pending = { event, actor: by, requestId: 'restore' };
    return { id: newUuid(), at: new Date(), chainId: log, event: pending };
  });
}

/** What the checkpoint files say, whoever wrote them: it is told, and proves nothing. */
async function keptSizes(
  { logs }: BackupManifest,
  folder: string | undefined,
): Promise<FormerLog[]> {
  if (folder === undefined) return [];
  const found = await Promise.all(
    logs.map(async ({ log: chainId }) => {
      const note = await readFile(path.join(folder, `${chainId}.checkpoint`), 'utf8').catch(
        () => '',
      );
      const size = note.split('\n')[1] ?? '';
      return /^\d{1,18}$/.test(size) ? [{ chainId, size: BigInt(size) }] : [];
    }),
  );
  return found.flat();
}
