// When the console takes backups by itself, and whose turn it is: one row.

import 'server-only';
import { Prisma } from '../generated/client.ts';
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

/** What stands in place of a failure from when one is begun until something came of it. */
export const NOT_ENDED =
  'The one that was begun did not end: the process that took it was stopped. It is tried again.';
const NOT_ENDED_AGAIN =
  'The one that was begun did not end, twice: the process that took it was stopped. Look for what stops it.';

export function isUnended(failure: string | null): boolean {
  return failure === NOT_ENDED || failure === NOT_ENDED_AGAIN;
}

/** Since the last try, whatever came of it, and since the last backup that anybody took; or it was cut off once. */
const DUE = Prisma.sql`
  every_hours IS NOT NULL AND (
    failure = ${NOT_ENDED}
    OR coalesce(attempted_at, '-infinity') <= now() - make_interval(hours => every_hours)
       AND NOT EXISTS (SELECT FROM backup WHERE removed_at IS NULL
                          AND taken_at > now() - make_interval(hours => every_hours)))`;

/** For who is alone at backups: what was begun and has no outcome was cut off then. */
export async function isBackupDue(reader: Reader): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`SELECT 1 FROM backup_policy WHERE ${DUE}`;
  return rows.length > 0;
}

/**
 * True once for each time that one is due, and once more where that one was cut off; then the next waits for its
 * time, because it may be the backup that ends the process. For who is alone at backups.
 */
export async function claimDueBackup(tx: Tx): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    UPDATE backup_policy SET attempted_at = now(),
           failure = CASE WHEN failure = ${NOT_ENDED} THEN ${NOT_ENDED_AGAIN} ELSE ${NOT_ENDED} END
     WHERE ${DUE}`;
  return claimed === 1;
}

/** `failure` null: it was taken. */
export async function noteBackupFailure(tx: Tx, failure: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE backup_policy SET failure = ${failure}`;
}
