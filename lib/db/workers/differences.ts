// What workers hold against what each would be handed now, for any number of them in one statement.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { Held } from '@/lib/domain/held-changes';
import type { Reader } from '../connection/transaction';

/** A worker and the delivery that it holds. */
export interface Holding {
  readonly workerId: string;
  readonly deliveryId: string;
}

export interface DifferenceRow extends Held {
  readonly workerId: string;
  readonly side: 'held' | 'now';
  /** When what it would be handed was sealed, but not before it was handed what it holds; where that is known. */
  readonly since?: Date | null;
}

/**
 * Both sides of each name that differs, and nothing of those that do not. A worker is handed the names
 * that it asked for and that its token is limited to, of a brief exactly those that it names; names
 * without a value are left out.
 */
export async function listDifferences(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<DifferenceRow[]> {
  if (holdings.length === 0) return [];
  const workerIds = holdings.map(({ workerId }) => workerId);
  const deliveryIds = holdings.map(({ deliveryId }) => deliveryId);
  return reader.$queryRaw<DifferenceRow[]>`
    WITH RECURSIVE holding AS (
      SELECT w.id AS worker_id, d.id AS delivery_id, w.app_id, w.staged, d.at,
             ARRAY(SELECT replace(replace(one, '_', '\\_'), '*', '%') FROM unnest(w.only) one) AS only,
             ARRAY(SELECT replace(replace(one, '_', '\\_'), '*', '%')
                     FROM unnest(t.name_patterns) one) AS patterns,
             b.secret_refs AS refs
        FROM unnest(${workerIds}::uuid[], ${deliveryIds}::uuid[]) AS given(worker_id, delivery_id)
        JOIN worker w ON w.id = given.worker_id
        JOIN delivery d ON d.id = given.delivery_id AND d.worker_id = w.id
        LEFT JOIN token t ON t.id = d.taken_by_id
        LEFT JOIN brief b ON b.id = w.brief_id
    ), app AS (
      SELECT id, lineage FROM scope
       WHERE id IN (SELECT app_id FROM holding) AND deleted_at IS NULL
    ), candidate AS (
      SELECT app.id AS app_id, s.id, s.name COLLATE "C" AS name, s.delivery, s.alias_of_id,
             c.kind::text AS kind,
             row_number() OVER (PARTITION BY app.id, s.name COLLATE "C"
                                    ORDER BY array_length(c.lineage, 1) DESC) AS place
        FROM app
        JOIN scope c ON c.id = ANY(app.lineage) AND c.deleted_at IS NULL
        JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL
    ), winner AS (
      SELECT * FROM candidate WHERE place = 1
    ), chain AS (
      SELECT DISTINCT id AS winner_id, id, alias_of_id, 0 AS links FROM winner
      UNION ALL
      SELECT chain.winner_id, t.id, t.alias_of_id, chain.links + 1
        FROM chain JOIN secret t ON t.id = chain.alias_of_id AND t.deleted_at IS NULL
       WHERE chain.links < ${ALIAS_LINKS_MAX}
    ), ending AS (
      SELECT DISTINCT ON (winner_id) winner_id, id FROM chain ORDER BY winner_id, links DESC
    ), readable AS NOT MATERIALIZED (
      SELECT v.secret_id, v.number, v.created_at FROM secret_version v
       WHERE v.lost_at IS NULL
         AND (EXISTS (SELECT FROM sealed_value e WHERE e.version_id = v.id)
              OR EXISTS (SELECT FROM secret s WHERE s.id = v.secret_id
                            AND s.connector_id IS NOT NULL AND s.current_version = v.number))
    ), deliverable AS (
      SELECT w.app_id, w.name, w.kind, w.delivery AS form, t.id AS source_id,
             v.number AS current, v.created_at AS current_at,
             n.number AS newest, n.created_at AS newest_at
        FROM winner w
        JOIN ending e ON e.winner_id = w.id
        JOIN secret t ON t.id = e.id AND t.alias_of_id IS NULL
        JOIN scope tc ON tc.id = t.scope_id AND tc.deleted_at IS NULL
        LEFT JOIN readable v ON v.secret_id = t.id AND v.number = t.current_version
        LEFT JOIN readable n ON n.secret_id = t.id
                            AND n.number = coalesce(t.staged_version, t.current_version)
    ), now_held AS (
      SELECT h.worker_id, d.name, d.source_id, d.form, d.kind,
             CASE WHEN h.staged THEN d.newest ELSE d.current END AS version,
             greatest(h.at, CASE WHEN h.staged THEN d.newest_at ELSE d.current_at END) AS since
        FROM holding h
        JOIN deliverable d ON d.app_id = h.app_id
         AND CASE WHEN h.refs IS NOT NULL THEN d.name = ANY (h.refs)
                  ELSE (cardinality(h.only) = 0 OR d.name LIKE ANY (h.only))
                       AND (cardinality(h.patterns) = 0 OR d.name LIKE ANY (h.patterns)) END
    ), held AS (
      SELECT h.worker_id, i.name COLLATE "C" AS name, i.source_id, i.form,
             i.scope_kind::text AS kind, i.version,
             NULL::timestamptz AS since
        FROM holding h
        JOIN delivery_item i ON i.delivery_id = h.delivery_id AND i.via IN ('secret', 'alias')
    ), both_sides AS (
      SELECT 'held' AS side, held.* FROM held
      UNION ALL
      SELECT 'now', now_held.* FROM now_held WHERE version IS NOT NULL
    ), different AS (
      SELECT DISTINCT worker_id, name FROM (
        SELECT worker_id, name FROM both_sides
         GROUP BY worker_id, name, source_id, form, version HAVING count(*) = 1) alone
    )
    SELECT b.side, b.worker_id AS "workerId", b.name, b.source_id AS "sourceId", b.version, b.form,
           b.kind AS "scopeKind", b.since
      FROM both_sides b JOIN different USING (worker_id, name)
     ORDER BY b.worker_id, b.name`;
}
