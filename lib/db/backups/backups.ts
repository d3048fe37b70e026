// Backups that were taken, as rows: where each is, what it needs, and what came of verifying it.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';
import type { DrillRow } from './drills';

export interface BackupRow {
  readonly id: string;
  readonly takenAt: Date;
  readonly takenBy: string;
  readonly scheduled: boolean;
  /** Its name within the backup folder. */
  readonly file: string;
  readonly bytes: bigint;
  /** Of the whole file. */
  readonly sha256: Uint8Array;
  /** The master key that it needs. */
  readonly masterFingerprint: string;
  readonly migration: string;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly verifiedAt: Date | null;
  /** What was wrong when it was verified last. */
  readonly fault: string | null;
  readonly removedAt: Date | null;
}

export async function insertBackup(
  tx: Tx,
  row: Omit<BackupRow, 'verifiedAt' | 'fault' | 'removedAt'>,
): Promise<void> {
  const { sha256, counts, ...rest } = row;
  await tx.backup.create({
    data: { ...rest, sha256: Uint8Array.from(sha256), counts: { ...counts } },
  });
}

/** Taken last first, each with its newest drill; with `removed` also those whose file was removed. */
export async function listBackups(
  reader: Reader,
  limit: number,
  { removed = false } = {},
): Promise<(BackupRow & { readonly drill: DrillRow | null })[]> {
  const rows = await reader.backup.findMany({
    where: removed ? {} : { removedAt: null },
    orderBy: [{ takenAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include: { drills: { orderBy: { drilledAt: 'desc' }, take: 1 } },
  });
  return rows.map(({ drills, counts, ...row }) => ({
    ...row,
    counts: counts as BackupRow['counts'],
    drill: (drills[0] as DrillRow | undefined) ?? null,
  }));
}

export async function findBackup(reader: Reader, id: string): Promise<BackupRow | null> {
  const row = await reader.backup.findUnique({ where: { id } });
  return row ? { ...row, counts: row.counts as BackupRow['counts'] } : null;
}

/** Those of these names that some row tells of, also where it was removed. */
export async function listBackupFiles(reader: Reader, names: readonly string[]): Promise<string[]> {
  const rows = await reader.backup.findMany({
    where: { file: { in: [...names] } },
    select: { file: true },
  });
  return rows.map(({ file }) => file);
}

/** `fault` null: all was as its manifest says. */
export async function noteVerified(tx: Tx, id: string, fault: string | null): Promise<void> {
  await tx.backup.update({ where: { id }, data: { verifiedAt: new Date(), fault } });
}

export async function noteRemoved(tx: Tx, id: string): Promise<void> {
  await tx.backup.update({ where: { id }, data: { removedAt: new Date() } });
}

/** Behind the `keep` newest: what is to be removed. */
export async function listSurplus(reader: Reader, keep: number): Promise<BackupRow[]> {
  const rows = await reader.backup.findMany({
    where: { removedAt: null },
    orderBy: [{ takenAt: 'desc' }, { id: 'desc' }],
    skip: keep,
    take: 1000,
  });
  return rows.map((row) => ({ ...row, counts: row.counts as BackupRow['counts'] }));
}
