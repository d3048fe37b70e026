// Restores that were tried, and which backups stand by them.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

/** A value of a backup that did not open, as it was called there. */
export interface BrokenValue {
  readonly scopeId: string;
  readonly name: string;
  readonly version: number;
}

export interface DrillRow {
  readonly id: string;
  readonly backupId: string;
  readonly drilledAt: Date;
  readonly drilledBy: string;
  readonly masterFingerprint: string;
  readonly passed: boolean;
  readonly report: readonly {
    readonly step: string;
    readonly ok: boolean;
    readonly text: string;
    readonly broken?: readonly BrokenValue[];
  }[];
  readonly milliseconds: number;
}

export async function insertDrill(tx: Tx, row: Omit<DrillRow, 'drilledAt'>): Promise<void> {
  const report = JSON.parse(JSON.stringify(row.report)) as object[];
  await tx.restoreDrill.create({ data: { ...row, report } });
}

/**
 * The newest drill that says something of a backup; null where none was made. One that failed with another master
 * key than the backup needs says nothing of it.
 */
export async function findLastDrill(
  reader: Reader,
): Promise<{ readonly drilledAt: Date; readonly passed: boolean } | null> {
  const [last] = await reader.$queryRaw<{ drilledAt: Date; passed: boolean }[]>`
    SELECT d.drilled_at AS "drilledAt", d.passed
      FROM restore_drill d JOIN backup b ON b.id = d.backup_id
     WHERE d.passed OR d.master_fingerprint = b.master_fingerprint
     ORDER BY d.drilled_at DESC, d.id DESC LIMIT 1`;
  return last ?? null;
}

export interface VerifiedBackupRow {
  readonly takenAt: Date;
  readonly takenBy: string;
  readonly file: string;
  /** The master key that it needs. */
  readonly masterFingerprint: string;
  readonly verifiedAt: Date;
  readonly drilled: boolean;
}

/**
 * Those that were found to be as they were written when they were verified or restored last, and whose newest
 * drill, if it says something, passed: taken last first.
 */
export async function listVerified(reader: Reader, limit: number): Promise<VerifiedBackupRow[]> {
  return reader.$queryRaw<VerifiedBackupRow[]>`
    SELECT b.taken_at AS "takenAt", b.taken_by AS "takenBy", b.file,
           b.master_fingerprint AS "masterFingerprint",
           coalesce(b.verified_at, d.drilled_at) AS "verifiedAt", d.passed IS TRUE AS drilled
      FROM backup b LEFT JOIN LATERAL (
           SELECT passed, drilled_at FROM restore_drill
            WHERE backup_id = b.id AND (passed OR master_fingerprint = b.master_fingerprint)
            ORDER BY drilled_at DESC, id DESC LIMIT 1) d ON true
     WHERE b.removed_at IS NULL AND b.fault IS NULL AND d.passed IS NOT FALSE
       AND (b.verified_at IS NOT NULL OR d.passed)
     ORDER BY b.taken_at DESC, b.id DESC LIMIT ${limit}`;
}
