// Refusals of a log, counted by who was refused what where, and over time.

import 'server-only';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';

export interface DenialSpan {
  readonly since: Date;
  readonly until: Date;
  /** Into how many equal parts the span is cut. */
  readonly parts: number;
  /** Refusals on this scope and below; undefined: all, those on unknown scopes too. */
  readonly scopeId?: string | undefined;
}

export interface DenialCountRow {
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly permission: string;
  readonly scopeKind: string | null;
  readonly scopeId: string | null;
  readonly scopePath: string | null;
  readonly count: number;
  readonly last: Date;
}

/** The most frequent first, at most `limit`; refusals whose texts were erased are not told. */
export async function countDenials(
  reader: Reader,
  chainId: string,
  span: DenialSpan,
  limit: number,
): Promise<DenialCountRow[]> {
  return reader.$queryRaw<DenialCountRow[]>`
    ${denialsOf(chainId, span)}
    SELECT kind AS "actorKind", actor_id AS "actorId", name AS "actorName", permission,
           place_kind AS "scopeKind", scope_id AS "scopeId", place_path AS "scopePath",
           sum(count)::int AS count, max(at) AS last
      FROM denial GROUP BY 1, 2, 3, 4, 5, 6, 7
     ORDER BY sum(count) DESC, max(at) DESC LIMIT ${limit}`;
}

/** All of them by part of the span, from 1; parts without any are left out. */
export async function countDenialsByPart(
  reader: Reader,
  chainId: string,
  span: DenialSpan,
): Promise<ReadonlyMap<number, number>> {
  const { since, until, parts } = span;
  const rows = await reader.$queryRaw<{ part: number; count: number }[]>`
    ${denialsOf(chainId, span)}
    SELECT width_bucket(extract(epoch FROM at), extract(epoch FROM ${since}::timestamptz),
                        extract(epoch FROM ${until}::timestamptz), ${parts}::int) AS part,
           sum(count)::int AS count
      FROM denial GROUP BY 1`;
  return new Map(rows.map(({ part, count }) => [part, count]));
}

/** Events, and what is counted but not one yet. A count is told after the minute that it names. */
function denialsOf(chainId: string, { since, until, scopeId }: DenialSpan): Prisma.Sql {
  return Prisma.sql`
    WITH told AS (
      SELECT text::jsonb AS said, at, actor_id, scope_id FROM audit_event
       WHERE chain_id = ${chainId}::uuid AND action = 'access.denied' AND text IS NOT NULL
         AND at >= ${since}
      OFFSET 0
    ), counted AS (
      SELECT COALESCE((said #>> '{details,minute}')::timestamptz, at) AS at,
             said #>> '{actor,kind}' AS kind, actor_id, said #>> '{actor,name}' AS name,
             said #>> '{details,permission}' AS permission,
             said #>> '{details,scope,kind}' AS place_kind, scope_id,
             said #>> '{details,scope,path}' AS place_path, (said #>> '{details,count}')::int AS count
        FROM told
      UNION ALL
      SELECT minute, event #>> '{actor,kind}', (event #>> '{actor,id}')::uuid, event ->> 'by',
             event #>> '{event,permission}', event #>> '{event,scope,kind}',
             (event #>> '{event,scope,id}')::uuid, event #>> '{event,scope,path}', count - 1
        FROM denial_window
       WHERE chain_id = ${chainId}::uuid AND count > 1 AND event #>> '{event,action}' = 'access.denied'
    ), denial AS (
      SELECT * FROM counted
       WHERE at >= date_trunc('minute', ${since}::timestamptz) AND at < ${until}
         AND (${scopeId ?? null}::uuid IS NULL OR scope_id IN (
               SELECT id FROM scope WHERE lineage @> ARRAY[${scopeId ?? null}::uuid]))
    )`;
}
