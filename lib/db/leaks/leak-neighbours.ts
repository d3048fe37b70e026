// Secrets at risk with an exposed one, as its case sees them: found live, beside what was decided about them.

import 'server-only';
import type { NeighbourDecision, NeighbourReason } from '@/lib/domain/leak';
import type { RunState } from '@/lib/domain/rotation-run';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import { nearSecrets } from './near-secrets';
import type { NeighbouredCase } from './near-secrets';

export interface NeighbourSight {
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  /** Empty: all names. */
  readonly namePatterns: readonly string[];
  /** Which are told by name: so many of each case, or those of these ids; others are counted. */
  readonly named: number | readonly string[];
}

export interface NeighbourRow {
  readonly secretId: string;
  readonly name: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  /** It can be restored, with its value. */
  readonly inBin: boolean;
  readonly why: readonly NeighbourReason[];
  readonly decision: NeighbourDecision | null;
  readonly reason: string | null;
  readonly runId: string | null;
  readonly runState: RunState | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Of all neighbours of a case whose values there are, whoever asks. */
export interface NeighbourCounts {
  readonly total: number;
  readonly undecided: number;
  /** To be rotated, and their rotation is not closed. */
  readonly rotating: number;
  readonly toRotate: number;
  readonly left: number;
  readonly binned: number;
  /** Decided about, and without any value since: not of the total. */
  readonly purged: number;
  /** Of the total, those that whoever asks may not list. */
  readonly unseen: number;
  readonly unseenUndecided: number;
  readonly unseenRotating: number;
}

export interface CaseNeighbours {
  readonly counts: NeighbourCounts;
  /** The nearest first. */
  readonly shown: readonly NeighbourRow[];
}

interface Row extends NeighbourCounts, Omit<NeighbourRow, 'secretId'> {
  readonly caseId: string;
  /** Null where none is told by name. */
  readonly secretId: string | null;
}

const NEAREST = Prisma.sql`
  'value' = ANY (why) DESC, 'delivery' = ANY (why) DESC, 'scope' = ANY (why) DESC, path, name, secret_id`;

/** By the id of the case. Where not all are told by name, those that keep the case open go first. */
export async function readNeighbours(
  reader: Reader,
  cases: readonly NeighbouredCase[],
  { roots, namePatterns, named }: NeighbourSight,
): Promise<ReadonlyMap<string, CaseNeighbours>> {
  if (cases.length === 0) return new Map();
  const likes = nameLikes(namePatterns);
  const within =
    likes.length === 0 ? Prisma.empty : Prisma.sql`AND s.name LIKE ANY (${likes}::text[])`;
  const rows = await reader.$queryRaw<Row[]>`
    WITH ${nearSecrets(cases)}, grouped AS (
      SELECT case_id, secret_id, array_agg(DISTINCT why) AS why FROM near GROUP BY 1, 2
    ), placed AS MATERIALIZED (
      SELECT g.case_id, g.secret_id, g.why, s.name, s.deleted_at IS NOT NULL AS in_bin,
             c.id AS scope_id, c.kind, c.path, c.lineage && ${[...roots]}::uuid[] ${within} AS visible,
             n.decision, n.reason, n.run_id, r.state AS run_state, n.decided_by, n.decided_at,
             n.decision IS NULL AS undecided,
             COALESCE(n.decision = 'rotate', FALSE) AND r.state IS DISTINCT FROM 'closed' AS rotating
        FROM grouped g
        JOIN cases k ON k.id = g.case_id AND g.secret_id <> k.secret_id
        JOIN secret s ON s.id = g.secret_id AND s.alias_of_id IS NULL
                     AND s.organization_id = k.organization_id
        JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
        LEFT JOIN leak_neighbour n ON n.case_id = g.case_id AND n.secret_id = g.secret_id
        LEFT JOIN rotation_run r ON r.id = n.run_id
    ), chosen AS (${chosenOf(named)})
    SELECT t.*, n.secret_id AS "secretId", n.name, n.scope_id AS "scopeId", n.kind::text AS kind,
           n.path, n.in_bin AS "inBin", n.why, n.decision, n.reason, n.run_id AS "runId",
           n.run_state AS "runState", n.decided_by AS "decidedBy", n.decided_at AS "decidedAt"
      FROM (${COUNTED}) t LEFT JOIN chosen n ON n.case_id = t."caseId"
     ORDER BY t."caseId", ${NEAREST}`;
  return byCase(rows);
}

function chosenOf(named: NeighbourSight['named']): Prisma.Sql {
  if (named === 0) return Prisma.sql`SELECT * FROM placed WHERE FALSE`;
  if (typeof named !== 'number') {
    return Prisma.sql`SELECT * FROM placed WHERE visible AND secret_id = ANY (${[...named]}::uuid[])`;
  }
  return Prisma.sql`
    SELECT * FROM (
      SELECT placed.*, row_number() OVER (
               PARTITION BY case_id ORDER BY undecided OR rotating DESC, ${NEAREST}) AS place
        FROM placed WHERE visible) ranked
     WHERE place <= ${named}`;
}

const COUNTED = Prisma.sql`
  SELECT k.id AS "caseId", count(p.secret_id)::int AS total,
         (count(*) FILTER (WHERE p.undecided))::int AS undecided,
         (count(*) FILTER (WHERE p.rotating))::int AS rotating,
         (count(*) FILTER (WHERE p.decision = 'rotate'))::int AS "toRotate",
         (count(*) FILTER (WHERE p.decision = 'leave'))::int AS "left",
         (count(*) FILTER (WHERE p.in_bin))::int AS binned,
         (SELECT count(*)::int FROM leak_neighbour n
           WHERE n.case_id = k.id AND n.decision IS NOT NULL
             AND NOT EXISTS (SELECT FROM secret s WHERE s.id = n.secret_id)) AS purged,
         (count(*) FILTER (WHERE NOT p.visible))::int AS unseen,
         (count(*) FILTER (WHERE NOT p.visible AND p.undecided))::int AS "unseenUndecided",
         (count(*) FILTER (WHERE NOT p.visible AND p.rotating))::int AS "unseenRotating"
    FROM cases k LEFT JOIN placed p ON p.case_id = k.id
   GROUP BY k.id`;

function byCase(rows: readonly Row[]): ReadonlyMap<string, CaseNeighbours> {
  const found = new Map<string, { counts: NeighbourCounts; shown: NeighbourRow[] }>();
  for (const row of rows) {
    const { caseId, secretId } = row;
    const known = found.get(caseId) ?? { counts: row, shown: [] };
    if (secretId !== null) known.shown.push({ ...row, secretId });
    found.set(caseId, known);
  }
  return found;
}
