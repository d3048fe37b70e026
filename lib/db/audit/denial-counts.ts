// Refusals of a log, counted by who was refused what where, and over time.

import 'server-only';
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
  /** A TypeID, as the event tells it. */
  readonly actorId: string | null;
  readonly actorName: string;
  readonly permission: string;
  readonly scopeId: string | null;
  readonly scopePath: string | null;
  readonly count: number;
  readonly last: Date;
  /** By part of the span, from 1; parts without any are left out. */
  readonly byPart: Readonly<Record<string, number>>;
}

/**
 * The most frequent first, at most `limit`; refusals whose texts were erased are not told. Those that are
 * counted but not yet an event go to the last refusal of that actor which is one.
 */
export async function countDenials(
  reader: Reader,
  chainId: string,
  { since, until, parts, scopeId }: DenialSpan,
  limit: number,
): Promise<DenialCountRow[]> {
  return reader.$queryRaw<DenialCountRow[]>`
    WITH denial AS (
      SELECT at, text::jsonb AS told, scope_id, (text::jsonb #>> '{details,count}')::int AS count
        FROM audit_event
       WHERE chain_id = ${chainId}::uuid AND action = 'access.denied' AND text IS NOT NULL
         AND at >= ${since} AND at < ${until}
      UNION ALL
      SELECT GREATEST(w.minute, ${since}), first.told, first.scope_id, w.count - 1
        FROM denial_window w
       CROSS JOIN LATERAL (
         SELECT text::jsonb AS told, scope_id FROM audit_event e
          WHERE e.chain_id = w.chain_id AND e.action = 'access.denied' AND e.text IS NOT NULL
            AND e.at >= w.minute - interval '1 minute'
            AND e.actor_id = split_part(w.actor_key, ':', 2)::uuid
          ORDER BY e.at DESC LIMIT 1
       ) first
       WHERE w.chain_id = ${chainId}::uuid AND w.count > 1
         AND w.minute + interval '1 minute' > ${since} AND w.minute < ${until}
    ), parted AS (
      SELECT told #>> '{actor,kind}' AS kind, told #>> '{actor,id}' AS id, told #>> '{actor,name}' AS name,
             told #>> '{details,permission}' AS permission, told #>> '{details,scope,id}' AS place_id,
             told #>> '{details,scope,path}' AS place_path,
             width_bucket(extract(epoch FROM at), extract(epoch FROM ${since}::timestamptz),
                          extract(epoch FROM ${until}::timestamptz), ${parts}::int) AS part,
             sum(count)::int AS count, max(at) AS last
        FROM denial
       WHERE ${scopeId ?? null}::uuid IS NULL OR scope_id IN (
               SELECT id FROM scope WHERE lineage @> ARRAY[${scopeId ?? null}::uuid])
       GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    SELECT kind AS "actorKind", id AS "actorId", name AS "actorName", permission,
           place_id AS "scopeId", place_path AS "scopePath", sum(count)::int AS count,
           max(last) AS last, jsonb_object_agg(part, count) AS "byPart"
      FROM parted GROUP BY 1, 2, 3, 4, 5, 6
     ORDER BY sum(count) DESC, max(last) DESC LIMIT ${limit}`;
}
