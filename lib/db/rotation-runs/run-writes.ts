// What is written of guided rotations, each in the transaction that holds the rotation. Clocks are the database's.

import 'server-only';
import type { RunStep, ValueOrigin } from '@/lib/domain/rotation-run';
import type { FoundGap } from '@/lib/domain/rotation-run-closing';
import type { Tx } from '../connection/transaction';

/** A secret as a rotation begins. */
export interface StartingSecret {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly scopeId: string;
  readonly lineage: readonly string[];
  readonly isAlias: boolean;
  readonly currentVersion: number | null;
  /** The open rotation that it is in. */
  readonly runId: string | null;
}

/** Locks live secrets of the organization in id order, so that no two rotations begin with one. */
export async function lockStartingSecrets(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<StartingSecret[]> {
  await tx.$queryRaw`
    SELECT id FROM secret WHERE id = ANY (${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
  return tx.$queryRaw<StartingSecret[]>`
    SELECT s.id, s.name, c.path, c.id AS "scopeId", c.lineage, s.alias_of_id IS NOT NULL AS "isAlias",
           s.current_version AS "currentVersion", i.run_id AS "runId"
      FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given(id, place)
      JOIN secret s ON s.id = given.id AND s.deleted_at IS NULL
                   AND s.organization_id = ${organizationId}::uuid
      JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
      LEFT JOIN rotation_item i ON i.open_secret_id = s.id
     ORDER BY given.place`;
}

export interface NewRun {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly title: string;
  readonly reason: string | null;
  readonly leakCaseId: string | null;
  readonly overlapHours: number;
  readonly startedBy: string;
}

/** A secret of it, and the version that is to be replaced; null: it has none. */
export type NewItem = Pick<StartingSecret, 'id' | 'name' | 'path'> & {
  readonly oldVersion: number | null;
};

export async function insertRun(tx: Tx, run: NewRun, items: readonly NewItem[]): Promise<void> {
  await tx.rotationRun.create({ data: { ...run } });
  await tx.rotationItem.createMany({
    data: items.map(({ id, name, path, oldVersion }, position) => ({
      runId: run.id,
      secretId: id,
      openSecretId: id,
      position,
      name,
      scopePath: path,
      oldVersion,
    })),
  });
}

/** The new version of a secret, or none any more; what was said of staging was said of another. */
export async function setNewVersion(
  tx: Tx,
  runId: string,
  secretId: string,
  made: { readonly version: number; readonly origin: ValueOrigin; readonly by: string } | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE rotation_item
       SET new_version = ${made?.version ?? null}::int, origin = ${made?.origin ?? null},
           staged_at = CASE WHEN ${made !== null} THEN clock_timestamp() END,
           staged_by = ${made?.by ?? null}
     WHERE run_id = ${runId}::uuid AND secret_id = ${secretId}::uuid`;
  await tx.rotationStep.updateMany({
    where: { runId, kind: 'staging' },
    data: { doneAt: null, doneBy: null, note: null },
  });
}

/** The new versions are current, and so begins the overlap: hours of 60 minutes, whatever the calendar says. */
export async function setPromoted(
  tx: Tx,
  runId: string,
  secretIds: readonly string[],
  by: string,
): Promise<Date> {
  await tx.$executeRaw`
    UPDATE rotation_item SET promoted_at = clock_timestamp(), promoted_by = ${by}
     WHERE run_id = ${runId}::uuid AND secret_id = ANY (${[...secretIds]}::uuid[])`;
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    UPDATE rotation_run
       SET overlap_ends_at = clock_timestamp() + make_interval(hours => overlap_hours)
     WHERE id = ${runId}::uuid RETURNING overlap_ends_at AS at`;
  return row!.at;
}

/** They are staged again; without a new value that is current there is no overlap. */
export async function setUnpromoted(
  tx: Tx,
  runId: string,
  secretIds: readonly string[],
): Promise<void> {
  await tx.rotationItem.updateMany({
    where: { runId, secretId: { in: [...secretIds] } },
    data: { promotedAt: null, promotedBy: null },
  });
  await tx.$executeRaw`
    UPDATE rotation_run SET overlap_ends_at = NULL
     WHERE id = ${runId}::uuid AND NOT EXISTS (
       SELECT FROM rotation_item WHERE run_id = ${runId}::uuid AND promoted_at IS NOT NULL)`;
}

export async function setRevoked(
  tx: Tx,
  runId: string,
  secretId: string,
  by: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE rotation_item SET revoked_at = clock_timestamp(), revoked_by = ${by}
     WHERE run_id = ${runId}::uuid AND secret_id = ${secretId}::uuid AND revoked_at IS NULL`;
}

export async function setStepDone(
  tx: Tx,
  runId: string,
  kind: RunStep,
  { by, note }: { readonly by: string; readonly note: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO rotation_step (run_id, kind, done_at, done_by, note)
    VALUES (${runId}::uuid, ${kind}, clock_timestamp(), ${by}, ${note})
    ON CONFLICT (run_id, kind) DO UPDATE
       SET done_at = excluded.done_at, done_by = excluded.done_by, note = excluded.note`;
}

export async function setStepAssignee(
  tx: Tx,
  runId: string,
  kind: RunStep,
  assigneeId: string | null,
): Promise<void> {
  await tx.rotationStep.upsert({
    where: { runId_kind: { runId, kind } },
    create: { runId, kind, assigneeId },
    update: { assigneeId },
  });
}

export async function setException(
  tx: Tx,
  runId: string,
  asked: {
    readonly reason: string;
    readonly gaps: readonly FoundGap[];
    readonly by: { readonly id: string; readonly label: string };
  },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE rotation_run
       SET exception_reason = ${asked.reason}, exception_gaps = ${JSON.stringify(asked.gaps)}::json,
           exception_asked_at = clock_timestamp(), exception_asked_by_id = ${asked.by.id}::uuid,
           exception_asked_by = ${asked.by.label}, exception_signed_by = NULL
     WHERE id = ${runId}::uuid`;
}

export interface Ending {
  readonly state: 'closed' | 'abandoned';
  readonly by: string;
  readonly proof: string | null;
  readonly signedBy: string | null;
  readonly at: Date;
}

/** Its secrets may be rotated anew. False where it had ended before. */
export async function endRun(tx: Tx, runId: string, ending: Ending): Promise<boolean> {
  const { count } = await tx.rotationRun.updateMany({
    where: { id: runId, state: 'open' },
    data: {
      state: ending.state,
      endedAt: ending.at,
      endedBy: ending.by,
      proof: ending.proof,
      exceptionSignedBy: ending.signedBy,
    },
  });
  if (count === 0) return false;
  await tx.rotationItem.updateMany({ where: { runId }, data: { openSecretId: null } });
  return true;
}
