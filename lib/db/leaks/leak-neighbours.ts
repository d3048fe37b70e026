// Secrets at risk with an exposed one, as its case sees them: found live, beside what was decided about them.

import 'server-only';
import type { NeighbourDecision, NeighbourReason } from '@/lib/domain/leak';
import type { RunState } from '@/lib/domain/rotation-run';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export interface NeighbourSight {
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  /** Empty: all names. */
  readonly namePatterns: readonly string[];
  readonly limit: number;
}

export interface NeighbourRow {
  readonly caseId: string;
  readonly secretId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly why: readonly NeighbourReason[];
  readonly decision: NeighbourDecision | null;
  readonly reason: string | null;
  readonly runId: string | null;
  readonly runState: RunState | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  /** Within sight and the limit; one that is not stands for the count alone. */
  readonly shown: boolean;
  /** Of the case, also beyond sight and limit. */
  readonly total: number;
}

/** A case and all its exposed versions. */
export interface NeighbouredCase {
  readonly id: string;
  readonly exposed: readonly number[];
}

/** The nearest first, of each case at most `limit`, and of each that has any a row that counts them. */
export async function listNeighbours(
  reader: Reader,
  cases: readonly NeighbouredCase[],
  { roots, namePatterns, limit }: NeighbourSight,
): Promise<NeighbourRow[]> {
  if (cases.length === 0) return [];
  const likes = nameLikes(namePatterns);
  const named =
    likes.length === 0 ? Prisma.empty : Prisma.sql`AND s.name LIKE ANY (${likes}::text[])`;
  return reader.$queryRaw<NeighbourRow[]>`
    WITH exposed AS (
      SELECT (g.value->>'id')::uuid AS case_id, v.value::int AS number
        FROM json_array_elements(${JSON.stringify(cases)}::json) g,
             json_array_elements_text(g.value->'exposed') v
    ), cases AS (
      SELECT l.id, l.secret_id, l.scope_id, l.organization_id, s.owner_user_id, s.owner_team_id
        FROM leak_case l LEFT JOIN secret s ON s.id = l.secret_id
       WHERE l.id IN (SELECT case_id FROM exposed)
    ), near AS (
      SELECT k.id AS case_id, o.secret_id, 'value' AS why
        FROM cases k JOIN exposed e ON e.case_id = k.id
        JOIN secret_version v ON v.secret_id = k.secret_id AND v.number = e.number
        JOIN secret_version o ON o.match_tag = v.match_tag AND o.match_key_id = v.match_key_id
                             AND o.destroyed_at IS NULL
      UNION
      SELECT k.id, o.source_id, 'delivery'
        FROM cases k JOIN exposed e ON e.case_id = k.id
        JOIN delivery_item i ON i.source_id = k.secret_id AND i.version = e.number
        JOIN delivery_item o ON o.delivery_id = i.delivery_id
      UNION
      SELECT k.id, s.id, 'scope' FROM cases k JOIN secret s ON s.scope_id = k.scope_id
      UNION
      SELECT k.id, s.id, 'owner'
        FROM cases k JOIN secret s ON s.owner_user_id = k.owner_user_id
                                   OR s.owner_team_id = k.owner_team_id
      UNION
      SELECT n.case_id, n.secret_id, unnest(n.why)
        FROM leak_neighbour n WHERE n.case_id IN (SELECT id FROM cases)
    ), grouped AS (
      SELECT case_id, secret_id, array_agg(DISTINCT why) AS why FROM near GROUP BY 1, 2
    ), seen AS (
      SELECT g.case_id, g.secret_id, g.why, s.name, c.id AS scope_id, c.kind, c.path,
             c.lineage && ${[...roots]}::uuid[] ${named} AS visible
        FROM grouped g JOIN cases k ON k.id = g.case_id AND g.secret_id <> k.secret_id
        JOIN secret s ON s.id = g.secret_id AND s.deleted_at IS NULL AND s.alias_of_id IS NULL
                     AND s.organization_id = k.organization_id
        JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
    ), placed AS (
      SELECT seen.*, (count(*) OVER (PARTITION BY case_id))::int AS total,
             row_number() OVER (PARTITION BY case_id
               ORDER BY visible DESC, 'value' = ANY (why) DESC, 'delivery' = ANY (why) DESC,
                        'scope' = ANY (why) DESC, path, name, secret_id) AS place
        FROM seen
    )
    SELECT p.case_id AS "caseId", p.secret_id AS "secretId", p.name, p.scope_id AS "scopeId",
           p.kind::text AS kind, p.path, p.why, n.decision, n.reason, n.run_id AS "runId",
           r.state AS "runState", n.decided_by AS "decidedBy", n.decided_at AS "decidedAt",
           p.visible AND p.place <= ${limit} AS shown, p.total
      FROM placed p
      LEFT JOIN leak_neighbour n ON n.case_id = p.case_id AND n.secret_id = p.secret_id
      LEFT JOIN rotation_run r ON r.id = n.run_id
     WHERE p.visible AND p.place <= ${limit} OR p.place = 1
     ORDER BY p.case_id, p.place`;
}
