// Briefs: made, found by id or by the hash of their callback token, listed. Clocks are the database's.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { WorkerState } from '@/lib/domain/worker';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';

export interface NewBrief {
  readonly id: string;
  readonly title: string;
  readonly task: Readonly<Record<string, unknown>>;
  readonly secretRefs: readonly string[];
  readonly createdById: string;
  readonly createdByKind: 'user' | 'token';
  readonly createdBy: string;
  readonly callbackHash: Uint8Array<ArrayBuffer>;
  /** Null: after `hours`. */
  readonly expiresAt: Date | null;
  readonly hours: number;
  readonly daysMax: number;
}

/** False where `expiresAt` is not within the next `daysMax` days: nothing is written then. */
export async function insertBrief(tx: Tx, app: AuthorizedScope, brief: NewBrief): Promise<boolean> {
  const count = await tx.$executeRaw`
    WITH clock AS (SELECT clock_timestamp() AS now), ends AS (
      SELECT now, COALESCE(${brief.expiresAt}::timestamptz,
                           now + make_interval(hours => ${brief.hours}::int)) AS at FROM clock
    )
    INSERT INTO brief (id, organization_id, app_id, title, task, secret_refs, created_by_id,
                       created_by_kind, created_by, created_at, expires_at, callback_hash,
                       callback_issued_at)
    SELECT ${brief.id}::uuid, ${app.organizationId}::uuid, ${app.id}::uuid, ${brief.title},
           ${JSON.stringify(brief.task)}::jsonb, ${[...brief.secretRefs]}::text[],
           ${brief.createdById}::uuid, ${brief.createdByKind}, ${brief.createdBy}, now, at,
           ${brief.callbackHash}, now
      FROM ends
     WHERE at > now AND at <= now + make_interval(days => ${brief.daysMax}::int)`;
  return count === 1;
}

export interface BriefRow {
  readonly id: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly appKind: ScopeKind;
  readonly appPath: string;
  readonly title: string;
  readonly secretRefs: readonly string[];
  readonly createdById: string;
  readonly createdByKind: 'user' | 'token';
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly expired: boolean;
  readonly revokedAt: Date | null;
  readonly callbackIssuedAt: Date;
  /** The same to the microsecond. */
  readonly issuedAt: string;
  readonly consumedAt: Date | null;
  /** The delivery that consumed it, and whether the runner said that it arrived. */
  readonly deliveryId: string | null;
  readonly acknowledgedAt: Date | null;
  /** The run's worker, where its runner said who it is. */
  readonly workerId: string | null;
  readonly workerHost: string;
  readonly workerCommand: string;
  readonly workerState: WorkerState;
  readonly silentSeconds: number;
  readonly endedAt: Date | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

const BRIEFS = Prisma.sql`
    SELECT b.id, b.organization_id AS "organizationId", b.app_id AS "appId", c.kind AS "appKind",
           c.path AS "appPath", b.title, b.secret_refs AS "secretRefs",
           b.created_by_id AS "createdById", b.created_by_kind AS "createdByKind",
           b.created_by AS "createdBy", b.created_at AS "createdAt", b.expires_at AS "expiresAt",
           b.expires_at <= clock_timestamp() AS expired, b.revoked_at AS "revokedAt",
           b.callback_issued_at AS "callbackIssuedAt", b.callback_issued_at::text AS "issuedAt",
           b.consumed_at AS "consumedAt",
           d.id AS "deliveryId", d.acknowledged_at AS "acknowledgedAt", w.id AS "workerId",
           w.host AS "workerHost", w.command AS "workerCommand", w.state AS "workerState",
           extract(epoch FROM clock_timestamp() - w.heartbeat_at)::float8 AS "silentSeconds",
           w.ended_at AS "endedAt", w.exit_code AS "exitCode", w.signal
      FROM brief b
      JOIN scope c ON c.id = b.app_id AND c.deleted_at IS NULL
      LEFT JOIN LATERAL (
        SELECT id, worker_id, acknowledged_at FROM delivery
         WHERE brief_id = b.id AND b.consumed_at IS NOT NULL
         ORDER BY at DESC, id DESC LIMIT 1) d ON TRUE
      LEFT JOIN worker w ON w.id = d.worker_id`;

/** In whatever state; null where its app is gone too. */
export async function findBrief(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<BriefRow | null> {
  const [row] = await reader.$queryRaw<BriefRow[]>`
    ${BRIEFS}
     WHERE b.organization_id = ${organizationId}::uuid AND b.id = ${id}::uuid`;
  return row ?? null;
}

/** The brief whose callback token has this hash. An older token's hash is kept nowhere. */
export async function findBriefOfCallback(
  reader: Reader,
  hash: Uint8Array<ArrayBuffer>,
): Promise<BriefRow | null> {
  const [row] = await reader.$queryRaw<BriefRow[]>`
    ${BRIEFS}
     WHERE b.callback_hash = ${hash}`;
  return row ?? null;
}

export async function readTask(reader: Reader, id: string): Promise<Record<string, unknown>> {
  const { task } = await reader.brief.findUniqueOrThrow({ where: { id }, select: { task: true } });
  return task as Record<string, unknown>;
}

export interface BriefPage {
  /** All names of a brief are within one of these; empty: any. */
  readonly namePatterns: readonly string[];
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Of one app, newest first, those made before `after`. */
export async function listBriefRows(
  reader: Reader,
  app: AuthorizedScope,
  { namePatterns, after = undefined, limit }: BriefPage,
): Promise<BriefRow[]> {
  const likes = nameLikes(namePatterns);
  return reader.$queryRaw<BriefRow[]>`
    ${BRIEFS}
     WHERE b.app_id = ${app.id}::uuid
       AND (${after ?? null}::uuid IS NULL OR b.id < ${after ?? null}::uuid)
       AND (${likes.length === 0} OR NOT EXISTS (
             SELECT FROM unnest(b.secret_refs) ref WHERE NOT ref LIKE ANY (${likes}::text[])))
     ORDER BY b.id DESC
     LIMIT ${limit}`;
}
