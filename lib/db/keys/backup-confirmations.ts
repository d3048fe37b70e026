// What people said of backups they took with their own tools: their word, not a check.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface BackupConfirmationRow {
  readonly id: string;
  readonly takenAt: Date;
  /** In the words of whoever confirmed it. */
  readonly keptIn: string;
  /** The master key it needs. */
  readonly masterFingerprint: string;
  readonly confirmedBy: string;
}

export async function insertBackupConfirmation(tx: Tx, row: BackupConfirmationRow): Promise<void> {
  await tx.backupConfirmation.create({ data: row });
}

/** The backups taken last, whenever they were confirmed. */
export async function listBackupConfirmations(
  reader: Reader,
  limit: number,
): Promise<(BackupConfirmationRow & { readonly confirmedAt: Date })[]> {
  return reader.backupConfirmation.findMany({ orderBy: { takenAt: 'desc' }, take: limit });
}

/** The master key in force, and since when its wrap of the root key in use is there. */
export async function findActiveWrap(
  reader: Reader,
): Promise<{ readonly masterFingerprint: string; readonly createdAt: Date } | null> {
  const head = await reader.rootHead.findFirst({ select: { rootId: true } });
  if (!head) return null;
  return reader.rootKeyWrap.findFirst({
    where: { rootId: head.rootId, state: 'active' },
    select: { masterFingerprint: true, createdAt: true },
  });
}
