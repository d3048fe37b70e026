// What is written of leak cases, each in the transaction that holds the case. Clocks are the database's.

import 'server-only';
import type { NeighbourDecision, NeighbourReason } from '@/lib/domain/leak';
import type { Tx } from '../connection/transaction';

export interface NewLeak {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly secretId: string;
  readonly name: string;
  readonly scopePath: string;
  readonly versions: number[];
  readonly foundBy: 'secret' | 'value';
  readonly whereFound: string;
  readonly exposedSince: Date | null;
  readonly openedBy: string;
}

export async function insertLeak(tx: Tx, leak: NewLeak): Promise<void> {
  await tx.leakCase.create({ data: leak });
}

/** The open case of a secret, which the caller has locked; null: none. */
export async function findOpenLeakId(tx: Tx, secretId: string): Promise<string | null> {
  const row = await tx.leakCase.findFirst({
    where: { secretId, state: 'open' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** The numbers of its versions, and whether there is a value that could have been exposed. */
export async function listVersionNumbers(
  tx: Tx,
  secretId: string,
): Promise<{ number: number; destroyedAt: Date | null }[]> {
  return tx.secretVersion.findMany({
    where: { secretId },
    select: { number: true, destroyedAt: true },
    orderBy: { number: 'asc' },
  });
}

export async function setLeakAssignee(tx: Tx, id: string, assigneeId: string | null) {
  await tx.leakCase.update({ where: { id }, data: { assigneeId } });
}

export async function setReview(
  tx: Tx,
  id: string,
  { review, by }: { readonly review: string; readonly by: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE leak_case SET review = ${review}, reviewed_at = clock_timestamp(), reviewed_by = ${by}
     WHERE id = ${id}::uuid AND state = 'open'`;
}

/** Without a text `reason` says why nobody has to act. */
export async function setAdvisory(
  tx: Tx,
  id: string,
  told: { readonly text: string; readonly reason: string | null; readonly by: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE leak_case SET advisory = ${told.text}, advisory_reason = ${told.reason},
           advised_at = clock_timestamp(), advised_by = ${told.by}
     WHERE id = ${id}::uuid AND state = 'open'`;
}

/** Answers with the minutes since it was opened; null where it was contained before, or has ended. */
export async function setContained(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ minutes: number }[]>`
    UPDATE leak_case SET contained_at = clock_timestamp()
     WHERE id = ${id}::uuid AND state = 'open' AND contained_at IS NULL
    RETURNING floor(extract(epoch FROM contained_at - opened_at) / 60)::int AS minutes`;
  return rows[0]?.minutes ?? null;
}

/** Whether it was open. */
export async function endLeak(
  tx: Tx,
  id: string,
  { by, at, proof }: { readonly by: string; readonly at: Date; readonly proof: string },
): Promise<boolean> {
  const { count } = await tx.leakCase.updateMany({
    where: { id, state: 'open' },
    data: { state: 'closed', closedAt: at, closedBy: by, proof },
  });
  return count > 0;
}

/** A rotation that was given up answers nothing: another can take its place. */
export async function releaseAbandonedRun(tx: Tx, leakCaseId: string): Promise<void> {
  await tx.rotationRun.updateMany({
    where: { leakCaseId, state: 'abandoned' },
    data: { leakCaseId: null },
  });
}

export interface Decided {
  readonly secretId: string;
  readonly name: string;
  readonly path: string;
  readonly why: readonly NeighbourReason[];
  readonly runId: string | null;
}

/** One decision about each; an earlier one is replaced. */
export async function decideRows(
  tx: Tx,
  caseId: string,
  decided: readonly Decided[],
  made: {
    readonly decision: NeighbourDecision;
    readonly reason: string | null;
    readonly by: string;
  },
): Promise<void> {
  const rows = decided.map(({ secretId, name, path, why, runId }) => ({
    ...{ secret_id: secretId, name, scope_path: path, why, run_id: runId },
  }));
  await tx.$executeRaw`
    INSERT INTO leak_neighbour
           (case_id, secret_id, name, scope_path, why, decision, reason, run_id, decided_at, decided_by)
    SELECT ${caseId}::uuid, t.secret_id, t.name, t.scope_path, t.why, ${made.decision},
           ${made.reason}, t.run_id, clock_timestamp(), ${made.by}
      FROM json_to_recordset(${JSON.stringify(rows)}::json)
        AS t(secret_id uuid, name text, scope_path text, why text[], run_id uuid)
    ON CONFLICT (case_id, secret_id) DO UPDATE
       SET why = excluded.why, decision = excluded.decision, reason = excluded.reason,
           run_id = excluded.run_id, decided_at = excluded.decided_at,
           decided_by = excluded.decided_by`;
}
