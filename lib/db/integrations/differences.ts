// Integrations that workers hold against those that each would be handed now, in one statement.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { Reader } from '../connection/transaction';
import type { DifferenceRow, Holding } from '../workers/differences';

/**
 * As `listDifferences`, of integrations and of the platform secrets within them. One that lacks a
 * secret would be handed to nobody.
 */
export async function listIntegrationDifferences(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<DifferenceRow[]> {
  if (holdings.length === 0) return [];
  const workerIds = holdings.map(({ workerId }) => workerId);
  const deliveryIds = holdings.map(({ deliveryId }) => deliveryId);
  return reader.$queryRaw<DifferenceRow[]>`
    WITH RECURSIVE holding AS (
      SELECT w.id AS worker_id, d.id AS delivery_id, w.app_id, w.staged,
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
      SELECT id, lineage, organization_id FROM scope
       WHERE id IN (SELECT app_id FROM holding) AND deleted_at IS NULL
    ), winner AS (
      SELECT DISTINCT ON (app.id, i.slug) app.id AS app_id, app.organization_id, i.id, i.version,
             i.config_schema, i.updated_at, c.kind::text AS kind,
             'INTEGRATION_' || replace(upper(i.slug), '-', '_') AS name
        FROM app
        JOIN scope c ON c.id = ANY (app.lineage) AND c.deleted_at IS NULL
        JOIN integration i ON i.scope_id = c.id
       ORDER BY app.id, i.slug, array_length(c.lineage, 1) DESC
    ), property AS (
      SELECT DISTINCT w.id, w.organization_id, p.value ->> 'platformSecret' AS secret
        FROM winner w,
             jsonb_each(COALESCE(w.config_schema::jsonb -> 'properties', '{}')) p
       WHERE jsonb_typeof(p.value) = 'object' AND p.value ? 'platformSecret'
    ), chain AS (
      SELECT p.id, p.secret, s.id AS secret_id, s.alias_of_id, 0 AS links
        FROM property p
        JOIN secret s ON s.scope_id = p.organization_id AND s.deleted_at IS NULL
                     AND lower(s.name) COLLATE "C" = lower(p.secret) AND s.name = p.secret
      UNION ALL
      SELECT chain.id, chain.secret, t.id, t.alias_of_id, chain.links + 1
        FROM chain JOIN secret t ON t.id = chain.alias_of_id AND t.deleted_at IS NULL
       WHERE chain.links < ${ALIAS_LINKS_MAX}
    ), ending AS (
      SELECT DISTINCT ON (id, secret) id, secret, secret_id FROM chain
       ORDER BY id, secret, links DESC
    ), readable AS NOT MATERIALIZED (
      SELECT v.secret_id, v.number, v.created_at FROM secret_version v
       WHERE v.lost_at IS NULL AND v.format = 'utf8'
         AND (EXISTS (SELECT FROM sealed_value e WHERE e.version_id = v.id)
              OR EXISTS (SELECT FROM secret s WHERE s.id = v.secret_id
                            AND s.connector_id IS NOT NULL AND s.current_version = v.number))
    ), filled AS (
      SELECT p.id, p.secret, t.id AS source_id, v.number AS current, n.number AS newest,
             v.created_at AS current_at, n.created_at AS newest_at
        FROM property p
        LEFT JOIN ending e ON e.id = p.id AND e.secret = p.secret
        LEFT JOIN secret t ON t.id = e.secret_id AND t.alias_of_id IS NULL
         AND EXISTS (SELECT FROM scope tc WHERE tc.id = t.scope_id AND tc.deleted_at IS NULL)
        LEFT JOIN readable v ON v.secret_id = t.id AND v.number = t.current_version
        LEFT JOIN readable n ON n.secret_id = t.id
                            AND n.number = COALESCE(t.staged_version, t.current_version)
    ), offered AS (
      SELECT h.worker_id, h.staged, w.*
        FROM holding h JOIN winner w ON w.app_id = h.app_id
       WHERE CASE WHEN h.refs IS NOT NULL THEN w.name = ANY (h.refs)
                  ELSE (cardinality(h.only) = 0 OR w.name LIKE ANY (h.only))
                       AND (cardinality(h.patterns) = 0 OR w.name LIKE ANY (h.patterns)) END
         AND NOT EXISTS (
               SELECT FROM filled f
                WHERE f.id = w.id AND CASE WHEN h.staged THEN f.newest ELSE f.current END IS NULL)
    ), both_sides AS (
      SELECT 'held' AS side, h.worker_id, i.name COLLATE "C" AS name, i.source_id, i.version,
             i.scope_kind::text AS kind, NULL::timestamptz AS since
        FROM holding h
        JOIN delivery_item i ON i.delivery_id = h.delivery_id AND i.via IN ('integration', 'property')
      UNION ALL
      SELECT 'now', o.worker_id, o.name COLLATE "C", o.id, o.version, o.kind, o.updated_at
        FROM offered o
      UNION ALL
      SELECT DISTINCT 'now', o.worker_id, o.name COLLATE "C", f.source_id,
             CASE WHEN o.staged THEN f.newest ELSE f.current END, 'organization',
             CASE WHEN o.staged THEN f.newest_at ELSE f.current_at END
        FROM offered o JOIN filled f ON f.id = o.id
    ), different AS (
      SELECT DISTINCT worker_id, name FROM (
        SELECT worker_id, name FROM both_sides
         GROUP BY worker_id, name, source_id, version HAVING count(*) = 1) alone
    )
    SELECT b.side, b.worker_id AS "workerId", b.name, b.source_id AS "sourceId", b.version,
           'env' AS form, b.kind AS "scopeKind", b.since
      FROM both_sides b JOIN different USING (worker_id, name)
     ORDER BY b.worker_id, b.name`;
}
