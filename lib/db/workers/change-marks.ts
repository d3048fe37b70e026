// Numbers that change with what is delivered at a scope, and with the workers there; for all watchers at once.

import 'server-only';
import { GONE_AFTER_SECONDS } from '@/lib/domain/worker';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';

export interface ChangeMark {
  readonly scopeId: string;
  /** How often the organization's own secrets changed, in digits. */
  readonly platform: string;
  /** The same of the scope, of those between, and of all below it. */
  readonly app: string;
  /** Another number whenever the state of a worker there changes, and once it is gone. */
  readonly workers: string;
  /** When a restart was asked of one of them last, as a number. */
  readonly asked: string;
}

export interface ChangeMarks {
  readonly marks: readonly ChangeMark[];
  /** Of those asked about: tokens that may still be used, sessions that neither ended nor idled out. */
  readonly live: readonly string[];
}

export interface Watched {
  readonly scopeIds: readonly string[];
  readonly tokenIds: readonly string[];
  readonly sessionIds: readonly string[];
  readonly idleHours: number;
}

/**
 * A worker `k` of which a board may show something else than before: one that was heard since it would be
 * gone, or was dismissed a moment ago. The past, which only grows, is not added up again and again.
 */
const LATELY = Prisma.sql`(
  k.heartbeat_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})
  OR k.dismissed_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS}))`;

/** Scopes that were deleted are left out; of workers those count that were heard lately. */
export async function readChangeMarks(
  reader: Reader,
  { scopeIds, tokenIds, sessionIds, idleHours }: Watched,
): Promise<ChangeMarks> {
  const [row] = await reader.$queryRaw<[{ marks: ChangeMark[]; live: string[] }]>`
    WITH watched AS (
      SELECT id, organization_id, lineage FROM scope
       WHERE id = ANY(${[...scopeIds]}::uuid[]) AND deleted_at IS NULL
    ), mark AS (
      SELECT w.id AS "scopeId",
             coalesce((SELECT generation FROM scope_generation
                        WHERE scope_id = w.organization_id), 0)::text AS platform,
             (SELECT coalesce(sum(g.generation), 0)::text
                FROM scope c JOIN scope_generation g ON g.scope_id = c.id
               WHERE (c.id = ANY(w.lineage) OR c.lineage @> ARRAY[w.id])
                 AND c.id <> w.organization_id) AS app,
             (SELECT coalesce(sum((extract(epoch FROM k.changed_at) * 1000000)::bigint), 0)::text
                FROM scope c JOIN worker k ON k.app_id = c.id
               WHERE c.lineage @> ARRAY[w.id] AND ${LATELY}) AS workers,
             (SELECT coalesce(max((extract(epoch FROM k.asked_at) * 1000000)::bigint), 0)::text
                FROM scope c JOIN worker k ON k.app_id = c.id
               WHERE c.lineage @> ARRAY[w.id] AND k.ended_at IS NULL AND ${LATELY}) AS asked
        FROM watched w
    )
    SELECT coalesce((SELECT json_agg(mark) FROM mark), '[]') AS marks,
           ARRAY(SELECT t.id::text FROM token t JOIN scope c ON c.id = t.scope_id
                  WHERE t.id = ANY(${[...tokenIds]}::uuid[]) AND t.revoked_at IS NULL
                    AND (t.expires_at IS NULL OR t.expires_at > now()) AND c.deleted_at IS NULL
                  UNION ALL
                 SELECT s.id::text FROM session s JOIN app_user u ON u.id = s.user_id
                  WHERE s.id = ANY(${[...sessionIds]}::uuid[]) AND s.revoked_at IS NULL
                    AND s.expires_at > now() AND u.deactivated_at IS NULL
                    AND s.last_seen_at > now() - make_interval(hours => ${idleHours})) AS live`;
  return row;
}
