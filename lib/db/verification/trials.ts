// Trials of values as they are written, and the deliveries by which runners were handed some to try.

import 'server-only';
import type { TrialOutcome, TrialSide } from '@/lib/domain/rotation-run';
import type { Reader, Tx } from '../connection/transaction';
import { openBudgets, spendBudgets } from '../secrets/match-budgets';

export interface TrialWrite {
  readonly id: string;
  readonly runId: string;
  readonly secretId: string;
  readonly version: number;
  readonly side: TrialSide;
  readonly via: 'console' | 'runner';
  readonly outcome: TrialOutcome;
  readonly place: string;
  readonly answer: string;
  /** When the value went out, and not when the answer came: what was revoked in between proves nothing. */
  readonly triedAt: Date;
  readonly triedBy: string;
}

export async function insertTrial(tx: Tx, trial: TrialWrite): Promise<void> {
  await tx.rotationTrial.create({ data: { ...trial } });
}

export interface TrialDeliveryRow {
  /** Of the delivery. */
  readonly id: string;
  readonly runId: string;
  readonly secretId: string;
  readonly version: number;
  readonly side: TrialSide;
  readonly takenById: string;
}

export async function insertTrialDelivery(tx: Tx, row: TrialDeliveryRow): Promise<void> {
  await tx.trialDelivery.create({ data: { ...row } });
}

/** Null where nobody was handed that one for that rotation. */
export async function findTrialDelivery(
  reader: Reader,
  runId: string,
  id: string,
): Promise<TrialDeliveryRow | null> {
  const row = await reader.trialDelivery.findFirst({ where: { id, runId } });
  return row && { ...row, side: row.side as TrialSide };
}

/** When it was taken, by the database's clock; null where it was reported on before, or too long ago. */
export async function noteReport(tx: Tx, id: string, hoursMax: number): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ takenAt: Date }[]>`
    UPDATE trial_delivery SET reported_at = clock_timestamp()
     WHERE id = ${id}::uuid AND reported_at IS NULL
       AND taken_at > now() - make_interval(hours => ${hoursMax}::int)
    RETURNING taken_at AS "takenAt"`;
  return row?.takenAt ?? null;
}

/** One more of this hour; false where there were `max` already. */
export async function spendTrial(tx: Tx, secretId: string, max: number): Promise<boolean> {
  const subject = `trials:${secretId}`;
  const spent = (await openBudgets(tx, 'hour', [subject])).get(subject) ?? 0;
  if (spent >= max) return false;
  await spendBudgets(tx, 'hour', new Map([[subject, 1]]));
  return true;
}
