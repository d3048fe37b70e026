// Which secrets are at risk with an exposed one, and why: the value, deliveries, the scope and the owner tell.

import 'server-only';
import { Prisma } from '../generated/client.ts';

/** A case and all its exposed versions. */
export interface NeighbouredCase {
  readonly id: string;
  readonly exposed: readonly number[];
}

/** Up to so many receipts are read whole; beyond, each secret is asked for the first that it shares. */
const RECEIPTS_READ_MAX = 1000;

/** Of a secret `s` the first delivery that held an exposed version of a case `k` too. */
const shared = (within: Prisma.Sql): Prisma.Sql => Prisma.sql`
  LATERAL (
    SELECT FROM delivery_item o CROSS JOIN LATERAL (
      SELECT FROM delivery_item i
       WHERE i.source_id = k.secret_id AND i.delivery_id = o.delivery_id
         AND i.version = ANY (k.exposed) LIMIT 1) i
     WHERE o.source_id = s.id AND o.delivery_id BETWEEN k.since AND k.until ${within}
     LIMIT 1) together`;

/** Receipts are numbered by time, and versions follow each other: between these most have an exposed one. */
const exposedReceipt = Prisma.sql`
  SELECT i.delivery_id FROM delivery_item i
   WHERE i.source_id = k.secret_id AND i.version = ANY (k.exposed) ORDER BY i.delivery_id`;

const LED = Prisma.sql`via IN ('alias', 'property')`;

/**
 * CTEs `cases`, with where each is, and `near` (case_id, secret_id, why), which names a secret more than once. What a
 * process has comes from above its app, so secrets of scopes beside each other are delivered together only where one
 * is led there, by an alias or an integration.
 */
export function nearSecrets(cases: readonly NeighbouredCase[]): Prisma.Sql {
  const ids = cases.map(({ id }) => id);
  const exposed = cases.map((one) => `{${one.exposed.join(',')}}`);
  return Prisma.sql`
    named AS MATERIALIZED (
      SELECT l.id, l.secret_id, l.scope_id, l.organization_id, at.lineage, s.owner_user_id,
             s.owner_team_id, g.exposed::int[] AS exposed
        FROM unnest(${ids}::uuid[], ${exposed}::text[]) AS g(id, exposed)
        JOIN leak_case l ON l.id = g.id
        JOIN scope at ON at.id = l.scope_id
        LEFT JOIN secret s ON s.id = l.secret_id
    ), held AS MATERIALIZED (
      SELECT k.id AS case_id, i.delivery_id
        FROM named k CROSS JOIN LATERAL (
          SELECT i.delivery_id FROM delivery_item i
           WHERE i.source_id = k.secret_id AND i.version = ANY (k.exposed)
           LIMIT ${RECEIPTS_READ_MAX + 1}) i
    ), counted AS (
      SELECT k.*, COALESCE(h.receipts > ${RECEIPTS_READ_MAX}, FALSE) AS wide
        FROM named k
        LEFT JOIN (SELECT case_id, count(*) AS receipts FROM held GROUP BY 1) h
          ON h.case_id = k.id
    ), cases AS MATERIALIZED (
      SELECT k.*, CASE WHEN wide THEN (${exposedReceipt} LIMIT 1) END AS since,
             CASE WHEN wide THEN (${exposedReceipt} DESC LIMIT 1) END AS until,
             EXISTS (SELECT FROM delivery_item
                      WHERE source_id = k.secret_id AND ${LED}) AS led
        FROM counted k
    ), near AS (
      SELECT k.id AS case_id, o.secret_id, 'value' AS why
        FROM cases k
        JOIN secret_version v ON v.secret_id = k.secret_id AND v.number = ANY (k.exposed)
        JOIN secret_version o ON o.match_tag = v.match_tag AND o.match_key_id = v.match_key_id
                             AND o.destroyed_at IS NULL
      UNION ALL
      SELECT DISTINCT h.case_id, o.source_id, 'delivery'
        FROM cases k
        JOIN held h ON h.case_id = k.id
        JOIN delivery_item o ON o.delivery_id = h.delivery_id
       WHERE NOT k.wide
      UNION ALL
      SELECT k.id, s.id, 'delivery'
        FROM cases k
        JOIN scope c ON c.organization_id = k.organization_id
         AND (k.led OR c.lineage @> ARRAY[k.scope_id] OR c.id = ANY (k.lineage))
        JOIN secret s ON s.scope_id = c.id
       CROSS JOIN ${shared(Prisma.empty)}
       WHERE k.wide
      UNION ALL
      SELECT k.id, s.id, 'delivery'
        FROM cases k
        JOIN secret s ON s.organization_id = k.organization_id
       CROSS JOIN ${shared(Prisma.sql`AND o.${LED}`)}
       WHERE k.wide
      UNION ALL
      SELECT k.id, s.id, 'scope' FROM cases k JOIN secret s ON s.scope_id = k.scope_id
      UNION ALL
      SELECT k.id, s.id, 'owner' FROM cases k JOIN secret s ON s.owner_user_id = k.owner_user_id
      UNION ALL
      SELECT k.id, s.id, 'owner' FROM cases k JOIN secret s ON s.owner_team_id = k.owner_team_id
      UNION ALL
      SELECT n.case_id, n.secret_id, unnest(n.why)
        FROM leak_neighbour n WHERE n.case_id IN (SELECT id FROM cases)
    )`;
}
