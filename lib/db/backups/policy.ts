// When the console takes backups by itself, and whose turn it is: one row.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface PolicyRow {
  /** Null: none by itself. */
  readonly everyHours: number | null;
  readonly keep: number;
  readonly drillDays: number;
  readonly attemptedAt: Date | null;
  /** Why the last one was not taken. */
  readonly failure: string | null;
}

const BEFORE_ANY: PolicyRow = {
  everyHours: null,
  keep: 14,
  drillDays: 90,
  attemptedAt: null,
  failure: null,
};

export async function readPolicy(reader: Reader): Promise<PolicyRow> {
  return (await reader.backupPolicy.findFirst()) ?? BEFORE_ANY;
}

export async function writePolicy(
  tx: Tx,
  policy: Pick<PolicyRow, 'everyHours' | 'keep' | 'drillDays'>,
  updatedBy: string,
): Promise<void> {
  const data = { ...policy, updatedBy, updatedAt: new Date() };
  await tx.backupPolicy.upsert({ where: { singleton: true }, create: data, update: data });
}

/**
 * True for one node alone, and once for each time that a backup is due: since the last try, whatever came of
 * it, and since the last backup that anybody took.
 */
export async function claimDueBackup(tx: Tx): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    UPDATE backup_policy SET attempted_at = now()
     WHERE every_hours IS NOT NULL
       AND coalesce(attempted_at, '-infinity') <= now() - make_interval(hours => every_hours)
       AND NOT EXISTS (SELECT FROM backup WHERE removed_at IS NULL
                          AND taken_at > now() - make_interval(hours => every_hours))`;
  return claimed === 1;
}

/** `failure` null: it was taken. */
export async function noteBackupFailure(tx: Tx, failure: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE backup_policy SET failure = ${failure}`;
}
