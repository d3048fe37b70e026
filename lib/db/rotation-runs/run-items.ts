// The secrets of guided rotations beside where their versions, checks and trials stand now.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Backend, SecretType } from '@/lib/domain/secret-kinds';
import type { TrialOutcome, TrialSide, TrialVia, ValueOrigin } from '@/lib/domain/rotation-run';
import type { Reader } from '../connection/transaction';
import { EXPOSED_NUMBERS } from '../leaks/exposed-versions';

export interface CheckFacts {
  readonly destinationId: string;
  readonly origin: string;
  readonly approvedAt: Date | null;
  readonly endedAt: Date | null;
  readonly method: string;
  readonly path: string;
  readonly placement: string;
  readonly placementName: string | null;
  readonly works: readonly number[];
  readonly refuses: readonly number[];
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export interface RunItemRow {
  readonly secretId: string;
  /** As they were called when it began. */
  readonly name: string;
  readonly scopePath: string;
  readonly oldVersion: number | null;
  readonly newVersion: number | null;
  readonly origin: ValueOrigin | null;
  readonly stagedAt: Date | null;
  readonly stagedBy: string | null;
  readonly promotedAt: Date | null;
  readonly promotedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  /** In the bin, or not there at all; then nothing of the secret itself is told. */
  readonly gone: boolean;
  readonly type: SecretType | null;
  readonly backend: Backend | null;
  readonly currentVersion: number | null;
  readonly stagedVersion: number | null;
  readonly scopeId: string | null;
  readonly kind: ScopeKind | null;
  readonly path: string | null;
  readonly lineage: readonly string[] | null;
  /** The fingerprints of both values, in hex; null where there is none. */
  readonly oldTag: string | null;
  readonly newTag: string | null;
  /** Of the leak that the rotation answers: every version that leaked. */
  readonly exposed: readonly number[];
  /** Of these, one of each value that is not the old one: the latest. */
  readonly exposedOthers: readonly number[];
}

/** In their order. */
export async function listRunItems(reader: Reader, runId: string): Promise<RunItemRow[]> {
  return reader.$queryRaw<RunItemRow[]>`
    SELECT i.secret_id AS "secretId", i.name, i.scope_path AS "scopePath",
           i.old_version AS "oldVersion", i.new_version AS "newVersion", i.origin,
           i.staged_at AS "stagedAt", i.staged_by AS "stagedBy", i.promoted_at AS "promotedAt",
           i.promoted_by AS "promotedBy", i.revoked_at AS "revokedAt", i.revoked_by AS "revokedBy",
           s.id IS NULL AS gone, s.type, s.backend, s.current_version AS "currentVersion",
           s.staged_version AS "stagedVersion", s.scope_id AS "scopeId", c.kind::text AS kind,
           c.path, c.lineage, encode(o.display_tag, 'hex') AS "oldTag",
           encode(n.display_tag, 'hex') AS "newTag", COALESCE(e.numbers, '{}') AS exposed,
           others.numbers AS "exposedOthers"
      FROM rotation_item i
      LEFT JOIN (secret s JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL)
             ON s.id = i.secret_id AND s.deleted_at IS NULL
      LEFT JOIN secret_version o ON o.secret_id = i.secret_id AND o.number = i.old_version
      LEFT JOIN secret_version n ON n.secret_id = i.secret_id AND n.number = i.new_version
      LEFT JOIN (rotation_run r JOIN leak_case l ON l.id = r.leak_case_id)
             ON r.id = i.run_id AND l.secret_id = i.secret_id
     CROSS JOIN LATERAL (${EXPOSED_NUMBERS}) e
     CROSS JOIN LATERAL (
       SELECT COALESCE(array_agg(x.number ORDER BY x.number), '{}') AS numbers FROM (
         SELECT max(v.number) AS number FROM secret_version v
          WHERE v.secret_id = i.secret_id AND v.number = ANY (e.numbers)
            AND v.number IS DISTINCT FROM i.old_version
            AND (v.match_tag IS NULL OR v.match_key_id IS NULL OR o.match_tag IS NULL
                 OR (v.match_key_id, v.match_tag) <> (o.match_key_id, o.match_tag))
          GROUP BY v.match_key_id, v.match_tag,
                   CASE WHEN v.match_tag IS NULL OR v.match_key_id IS NULL THEN v.number END) x) others
     WHERE i.run_id = ${runId}::uuid
     ORDER BY i.position`;
}

/** By the id of the secret. */
export async function listRunChecks(
  reader: Reader,
  secretIds: readonly string[],
): Promise<Map<string, CheckFacts>> {
  const rows = await reader.verificationCheck.findMany({
    where: { secretId: { in: [...secretIds] }, removedAt: null },
    include: { destination: { select: { origin: true, approvedAt: true, endedAt: true } } },
  });
  return new Map(
    rows.map(({ secretId, destination, ...check }) => [secretId, { ...check, ...destination }]),
  );
}

export interface TrialRow {
  readonly id: string;
  readonly secretId: string;
  readonly name: string;
  readonly version: number;
  readonly side: TrialSide;
  readonly via: TrialVia;
  readonly outcome: TrialOutcome;
  readonly place: string;
  readonly answer: string;
  readonly triedAt: Date;
  readonly triedBy: string;
  /** The latest of its side that is of the version that the rotation has there now. */
  readonly latest: boolean;
  /** The latest of its version and side in its way. */
  readonly latestOfWay: boolean;
}

/** The newest `limit` and all that are the latest, also of their way, newest first. */
export async function listTrials(
  reader: Reader,
  runId: string,
  limit: number,
): Promise<TrialRow[]> {
  return reader.$queryRaw<TrialRow[]>`
    SELECT * FROM (
      SELECT t.id, t.secret_id AS "secretId", i.name, t.version, t.side, t.via, t.outcome, t.place,
             t.answer, t.tried_at AS "triedAt", t.tried_by AS "triedBy",
             COALESCE(t.version = CASE t.side WHEN 'new' THEN i.new_version ELSE i.old_version END
               AND row_number() OVER (PARTITION BY t.secret_id, t.side, t.version
                                          ORDER BY t.tried_at DESC, t.id DESC) = 1, FALSE) AS latest,
             row_number() OVER (
               PARTITION BY t.secret_id, t.side, t.version, t.via,
                            CASE t.via WHEN 'console' THEN t.place END
               ORDER BY t.tried_at DESC, t.id DESC) = 1 AS "latestOfWay",
             row_number() OVER (ORDER BY t.tried_at DESC, t.id DESC) AS place_in_all
        FROM rotation_trial t
        JOIN rotation_item i ON i.run_id = t.run_id AND i.secret_id = t.secret_id
       WHERE t.run_id = ${runId}::uuid) tried
     WHERE latest OR "latestOfWay" OR place_in_all <= ${limit}
     ORDER BY place_in_all`;
}
