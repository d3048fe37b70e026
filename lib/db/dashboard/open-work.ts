// Guided rotations and leak cases below a scope that are open, those that need somebody most first.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { RunStep } from '@/lib/domain/rotation-run';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

/** Whose view it is: the names he is limited to (empty: all), and who he is; null for a token. */
export interface WorkSight {
  readonly namePatterns: readonly string[];
  readonly userId: string | null;
  readonly limit: number;
}

interface OpenRow {
  readonly id: string;
  readonly scopeId: string;
  readonly scopeKind: ScopeKind;
  readonly scopePath: string;
  readonly assignee: string | null;
  readonly mine: boolean;
  /** Of all, also beyond the limit. */
  readonly total: number;
}

export interface OpenRunRow extends OpenRow {
  readonly title: string;
  readonly step: RunStep;
  readonly signature: boolean;
  readonly startedAt: Date;
  readonly overlapEndsAt: Date | null;
}

/**
 * The first step that is not done is told from where its secrets stand. One limited to names sees those
 * alone all of whose names are within them.
 */
export async function listOpenRuns(
  reader: Reader,
  scope: AuthorizedScope,
  { namePatterns, userId, limit }: WorkSight,
): Promise<OpenRunRow[]> {
  const likes = nameLikes(namePatterns);
  const named =
    likes.length === 0
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (SELECT FROM rotation_item x WHERE x.run_id = r.id
                                      AND x.name NOT LIKE ALL (${likes}::text[]))`;
  return reader.$queryRaw<OpenRunRow[]>`
    SELECT run.id, run.title, run.step, run.scope_id AS "scopeId", c.kind::text AS "scopeKind",
           c.path AS "scopePath", u.name AS assignee,
           COALESCE(s.assignee_id = ${userId}::uuid, FALSE) AS mine,
           COALESCE(run.asked_by <> ${userId}::uuid, FALSE) AS signature,
           run.started_at AS "startedAt", run.overlap_ends_at AS "overlapEndsAt",
           (count(*) OVER ())::int AS total
      FROM (
        SELECT r.id, r.title, r.scope_id, r.started_at, r.overlap_ends_at,
               r.exception_asked_by_id AS asked_by,
               CASE WHEN bool_or(i.new_version IS NULL) THEN 'value'
                    WHEN bool_or(i.promoted_at IS NULL) AND r.leak_case_id IS NULL
                         AND NOT EXISTS (SELECT FROM rotation_step d WHERE d.run_id = r.id
                                            AND d.kind = 'staging' AND d.done_at IS NOT NULL)
                      THEN 'staging'
                    WHEN bool_or(i.promoted_at IS NULL) THEN 'production'
                    WHEN bool_or(i.old_version IS NOT NULL AND i.revoked_at IS NULL)
                      THEN 'revocation'
                    ELSE 'evidence' END AS step
          FROM rotation_run r JOIN rotation_item i ON i.run_id = r.id
         WHERE r.organization_id = ${scope.organizationId}::uuid AND r.state = 'open' ${named}
         GROUP BY r.id
      ) run
      JOIN scope c ON c.id = run.scope_id AND c.deleted_at IS NULL
                  AND c.lineage @> ARRAY[${scope.id}::uuid]
      LEFT JOIN rotation_step s ON s.run_id = run.id AND s.kind = run.step
      LEFT JOIN app_user u ON u.id = s.assignee_id
     ORDER BY mine DESC, signature DESC, run.started_at, run.id
     LIMIT ${limit}`;
}

export interface OpenLeakRow extends OpenRow {
  readonly key: string;
  readonly openedAt: Date;
  readonly containedAt: Date | null;
  /** How many of all are not contained. */
  readonly uncontained: number;
}

export async function listOpenLeaks(
  reader: Reader,
  scope: AuthorizedScope,
  { namePatterns, userId, limit }: WorkSight,
): Promise<OpenLeakRow[]> {
  const likes = nameLikes(namePatterns);
  const named =
    likes.length === 0 ? Prisma.empty : Prisma.sql`AND l.name LIKE ANY (${likes}::text[])`;
  return reader.$queryRaw<OpenLeakRow[]>`
    SELECT l.id, l.name AS key, l.scope_id AS "scopeId", c.kind::text AS "scopeKind",
           c.path AS "scopePath", u.name AS assignee,
           COALESCE(l.assignee_id = ${userId}::uuid, FALSE) AS mine,
           l.opened_at AS "openedAt", l.contained_at AS "containedAt",
           (count(*) OVER ())::int AS total,
           (count(*) FILTER (WHERE l.contained_at IS NULL) OVER ())::int AS uncontained
      FROM leak_case l
      JOIN scope c ON c.id = l.scope_id AND c.deleted_at IS NULL
                  AND c.lineage @> ARRAY[${scope.id}::uuid]
      LEFT JOIN app_user u ON u.id = l.assignee_id
     WHERE l.organization_id = ${scope.organizationId}::uuid AND l.state = 'open' ${named}
     ORDER BY (l.contained_at IS NULL) DESC, l.opened_at, l.id
     LIMIT ${limit}`;
}

/** Open leak cases at and below any of these scopes. */
export async function countOpenLeakRows(
  reader: Reader,
  organizationId: string,
  roots: readonly string[],
): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
      FROM leak_case l
      JOIN scope c ON c.id = l.scope_id AND c.deleted_at IS NULL
                  AND c.lineage && ${[...roots]}::uuid[]
     WHERE l.organization_id = ${organizationId}::uuid AND l.state = 'open'`;
  return row?.count ?? 0;
}
