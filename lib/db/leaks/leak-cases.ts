// Leak cases as they stand: listed by place, and one with where its exposed versions are.

import 'server-only';
import type { LeakState } from '@/lib/domain/leak';
import type { RunState } from '@/lib/domain/rotation-run';
import type { ScopeKind } from '@/lib/domain/scope';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import { HERE, MISSING } from '../workers/worker-list';
import { EXPOSED_NUMBERS } from './exposed-versions';

export interface LeakRow {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly lineage: readonly string[];
  readonly secretId: string;
  readonly name: string;
  /** As somebody named them. */
  readonly versions: readonly number[];
  /** These, and those that have the value of one of them. */
  readonly exposed: readonly number[];
  readonly foundBy: 'secret' | 'value';
  readonly whereFound: string;
  readonly exposedSince: Date | null;
  readonly state: LeakState;
  readonly openedAt: Date;
  readonly openedBy: string;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
  readonly containedAt: Date | null;
  readonly review: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewedBy: string | null;
  readonly advisory: string | null;
  readonly advisoryReason: string | null;
  readonly advisedAt: Date | null;
  readonly advisedBy: string | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly proof: string | null;
  /** The rotation that answers it, and its secret there. */
  readonly runId: string | null;
  readonly runState: RunState | null;
  readonly runProof: string | null;
  /** Of an exposed version; that of another tells nothing. */
  readonly revokedAt: Date | null;
  readonly promotedAt: Date | null;
  /** The secret is in the bin, or not there at all. */
  readonly gone: boolean;
  readonly currentVersion: number | null;
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string | null;
  /** Workers that hold an exposed version, those that fell silent unseen among them. */
  readonly holders: number;
  /** The clock of the database. */
  readonly now: Date;
}

/** Of live scopes. */
const LEAKS = Prisma.sql`
    SELECT l.id, l.organization_id AS "organizationId", l.scope_id AS "scopeId",
           c.kind::text AS kind, c.path, c.lineage, l.secret_id AS "secretId", l.name, l.versions,
           e.numbers AS exposed, l.found_by AS "foundBy", l.where_found AS "whereFound",
           l.exposed_since AS "exposedSince", l.state, l.opened_at AS "openedAt",
           l.opened_by AS "openedBy", l.assignee_id AS "assigneeId", u.name AS assignee,
           l.contained_at AS "containedAt", l.review, l.reviewed_at AS "reviewedAt",
           l.reviewed_by AS "reviewedBy", l.advisory, l.advisory_reason AS "advisoryReason",
           l.advised_at AS "advisedAt", l.advised_by AS "advisedBy", l.closed_at AS "closedAt",
           l.closed_by AS "closedBy", l.proof, r.id AS "runId", r.state AS "runState",
           r.proof AS "runProof",
           CASE WHEN i.old_version = ANY (e.numbers) THEN i.revoked_at END AS "revokedAt", i.promoted_at AS "promotedAt",
           s.id IS NULL AS gone, s.current_version AS "currentVersion",
           s.owner_user_id AS "ownerUserId", s.owner_team_id AS "ownerTeamId",
           COALESCE(p.name, t.name) AS "ownerName", h.holders, clock_timestamp() AS now
      FROM leak_case l
      JOIN scope c ON c.id = l.scope_id AND c.deleted_at IS NULL
      LEFT JOIN app_user u ON u.id = l.assignee_id
      LEFT JOIN rotation_run r ON r.leak_case_id = l.id
      LEFT JOIN rotation_item i ON i.run_id = r.id AND i.secret_id = l.secret_id
      LEFT JOIN secret s ON s.id = l.secret_id AND s.deleted_at IS NULL
      LEFT JOIN app_user p ON p.id = s.owner_user_id
      LEFT JOIN scope t ON t.id = s.owner_team_id
     CROSS JOIN LATERAL (${EXPOSED_NUMBERS}) e
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS holders
         FROM worker w CROSS JOIN LATERAL (
           SELECT FROM delivery_item d
            WHERE d.source_id = l.secret_id AND d.delivery_id = w.delivery_id
              AND d.version = ANY (e.numbers) LIMIT 1) d
        WHERE w.organization_id = l.organization_id AND ((${HERE}) OR (${MISSING}))) h`;

export interface LeakPage {
  readonly organizationId: string;
  /** What is at and below any of these. */
  readonly roots: readonly string[];
  readonly namePatterns: readonly string[];
  readonly state?: LeakState | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listLeakRows(reader: Reader, page: LeakPage): Promise<LeakRow[]> {
  const likes = nameLikes(page.namePatterns);
  const where = [
    Prisma.sql`l.organization_id = ${page.organizationId}::uuid`,
    Prisma.sql`c.lineage && ${[...page.roots]}::uuid[]`,
    ...(likes.length > 0 ? [Prisma.sql`l.name LIKE ANY (${likes}::text[])`] : []),
    ...(page.state === undefined ? [] : [Prisma.sql`l.state = ${page.state}`]),
    ...(page.after === undefined ? [] : [Prisma.sql`l.id < ${page.after}::uuid`]),
  ];
  return reader.$queryRaw<LeakRow[]>`
    ${LEAKS} WHERE ${Prisma.join(where, ' AND ')} ORDER BY l.id DESC LIMIT ${page.limit}`;
}

/** Null where the organization has no such case, or its scope was deleted. */
export async function findLeakRow(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<LeakRow | null> {
  const rows = await reader.$queryRaw<LeakRow[]>`
    ${LEAKS} WHERE l.organization_id = ${organizationId}::uuid AND l.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** Holds it until commit, and reads it after that; null: as above. */
export async function lockLeakRow(
  tx: Tx,
  scope: Pick<AuthorizedScope, 'id' | 'organizationId'>,
  id: string,
): Promise<LeakRow | null> {
  const held = await tx.$queryRaw<object[]>`
    SELECT id FROM leak_case WHERE id = ${id}::uuid AND scope_id = ${scope.id}::uuid FOR UPDATE`;
  return held.length === 0 ? null : findLeakRow(tx, scope.organizationId, id);
}

/** Open cases that nobody found contained yet, the oldest first. */
export async function listUncontained(reader: Reader, limit: number): Promise<LeakRow[]> {
  return reader.$queryRaw<LeakRow[]>`
    ${LEAKS} WHERE l.state = 'open' AND l.contained_at IS NULL AND i.revoked_at IS NOT NULL
     ORDER BY l.id LIMIT ${limit}`;
}
