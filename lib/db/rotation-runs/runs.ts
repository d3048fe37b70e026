// Guided rotations as they stand: listed by place, and one with its steps.

import 'server-only';
import type { RunState, RunStep } from '@/lib/domain/rotation-run';
import type { FoundGap } from '@/lib/domain/rotation-run-closing';
import type { ScopeKind } from '@/lib/domain/scope';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

/** A secret of a rotation as far as a list goes, in its order. */
export interface ListedItem {
  readonly secretId: string;
  readonly name: string;
  readonly newVersion: number | null;
  readonly oldVersion: number | null;
  readonly promoted: boolean;
  readonly revoked: boolean;
}

export interface ListedStep {
  readonly kind: RunStep;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
  /** ISO 8601. */
  readonly doneAt: string | null;
  readonly doneBy: string | null;
  readonly note: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly lineage: readonly string[];
  readonly title: string;
  readonly reason: string | null;
  readonly leakCaseId: string | null;
  readonly state: RunState;
  readonly overlapHours: number;
  readonly overlapEndsAt: Date | null;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly exceptionReason: string | null;
  readonly exceptionGaps: readonly FoundGap[] | null;
  readonly exceptionAskedAt: Date | null;
  readonly exceptionAskedById: string | null;
  readonly exceptionAskedBy: string | null;
  readonly exceptionSignedBy: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly items: readonly ListedItem[];
  readonly steps: readonly ListedStep[];
  /** The clock of the database. */
  readonly now: Date;
}

/** Of live scopes. */
const RUNS = Prisma.sql`
    SELECT r.id, r.organization_id AS "organizationId", r.scope_id AS "scopeId",
           c.kind::text AS kind, c.path, c.lineage, r.title, r.reason,
           r.leak_case_id AS "leakCaseId", r.state, r.overlap_hours AS "overlapHours",
           r.overlap_ends_at AS "overlapEndsAt", r.started_at AS "startedAt",
           r.started_by AS "startedBy", r.exception_reason AS "exceptionReason",
           r.exception_gaps AS "exceptionGaps", r.exception_asked_at AS "exceptionAskedAt",
           r.exception_asked_by_id AS "exceptionAskedById",
           r.exception_asked_by AS "exceptionAskedBy",
           r.exception_signed_by AS "exceptionSignedBy", r.ended_at AS "endedAt",
           r.ended_by AS "endedBy", clock_timestamp() AS now,
           (SELECT json_agg(json_build_object('secretId', i.secret_id, 'name', i.name,
                     'newVersion', i.new_version, 'oldVersion', i.old_version,
                     'promoted', i.promoted_at IS NOT NULL, 'revoked', i.revoked_at IS NOT NULL)
                     ORDER BY i.position)
              FROM rotation_item i WHERE i.run_id = r.id) AS items,
           COALESCE((SELECT json_agg(json_build_object('kind', s.kind, 'assigneeId', s.assignee_id,
                     'assignee', u.name, 'doneAt', s.done_at, 'doneBy', s.done_by, 'note', s.note))
              FROM rotation_step s LEFT JOIN app_user u ON u.id = s.assignee_id
             WHERE s.run_id = r.id), '[]') AS steps
      FROM rotation_run r JOIN scope c ON c.id = r.scope_id AND c.deleted_at IS NULL`;

export interface RunPage {
  readonly organizationId: string;
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  /** One limited to names sees those alone all of whose names are within; empty: all. */
  readonly namePatterns: readonly string[];
  readonly state?: RunState | undefined;
  /** A step that can be worked on is this person's. */
  readonly assigneeId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listRunRows(reader: Reader, page: RunPage): Promise<RunRow[]> {
  const where = Prisma.join([...conditions(page)], ' AND ');
  return reader.$queryRaw<RunRow[]>`${RUNS} WHERE ${where} ORDER BY r.id DESC LIMIT ${page.limit}`;
}

function* conditions(page: RunPage): Generator<Prisma.Sql> {
  yield Prisma.sql`r.organization_id = ${page.organizationId}::uuid`;
  yield Prisma.sql`c.lineage && ${[...page.roots]}::uuid[]`;
  const likes = nameLikes(page.namePatterns);
  if (likes.length > 0) {
    yield Prisma.sql`NOT EXISTS (SELECT FROM rotation_item x WHERE x.run_id = r.id
                                    AND x.name NOT LIKE ALL (${likes}::text[]))`;
  }
  if (page.state !== undefined) yield Prisma.sql`r.state = ${page.state}`;
  if (page.after !== undefined) yield Prisma.sql`r.id < ${page.after}::uuid`;
  if (page.assigneeId !== undefined) yield assignedTo(page.assigneeId);
}

/** As `stepStates` of the domain says which steps are neither done nor for later. */
function assignedTo(userId: string): Prisma.Sql {
  return Prisma.sql`r.state = 'open' AND EXISTS (
    SELECT FROM (
      SELECT bool_and(i.new_version IS NOT NULL) AS valued,
             bool_and(i.promoted_at IS NOT NULL) AS promoted,
             bool_and(i.old_version IS NULL OR i.revoked_at IS NOT NULL) AS revoked,
             r.leak_case_id IS NOT NULL AS leak,
             r.leak_case_id IS NOT NULL OR EXISTS (
               SELECT FROM rotation_step d
                WHERE d.run_id = r.id AND d.kind = 'staging' AND d.done_at IS NOT NULL) AS staged
        FROM rotation_item i WHERE i.run_id = r.id) now
      JOIN rotation_step s ON s.run_id = r.id AND s.assignee_id = ${userId}::uuid
     WHERE CASE s.kind WHEN 'value' THEN NOT now.valued
                       WHEN 'staging' THEN now.valued AND NOT now.staged
                       WHEN 'production' THEN now.valued AND now.staged AND NOT now.promoted
                       WHEN 'revocation' THEN NOT now.revoked AND (now.promoted OR now.leak)
                       ELSE now.promoted END)`;
}

/** Null where the organization has no such rotation, or its scope was deleted. */
export async function findRunRow(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<RunRow | null> {
  const rows = await reader.$queryRaw<RunRow[]>`
    ${RUNS} WHERE r.organization_id = ${organizationId}::uuid AND r.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Holds it until commit, trials that are being recorded included, and reads it after that; null: as above. */
export async function lockRunRow(
  tx: Tx,
  scope: AuthorizedScope,
  id: string,
): Promise<RunRow | null> {
  const held = await tx.$queryRaw<object[]>`
    SELECT id FROM rotation_run
     WHERE id = ${id}::uuid AND scope_id = ${scope.id}::uuid FOR UPDATE`;
  return held.length === 0 ? null : findRunRow(tx, scope.organizationId, id);
}

/** What held when it was closed; null: it is not. */
export async function findProof(reader: Reader, id: string): Promise<string | null> {
  const row = await reader.rotationRun.findUnique({ where: { id }, select: { proof: true } });
  return row?.proof ?? null;
}
