// How many secrets and apps are within the reach of a scope.

import 'server-only';
import { nameLikes } from '../secrets/name-likes';
import type { Reader } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface ReachedCounts {
  readonly scopeId: string;
  readonly secrets: number;
  readonly apps: number;
  readonly delivered: number;
}

/**
 * For each of the scopes: live secrets at and below it, apps there, and the secrets that win in any of
 * these apps, where a narrower one of the same name hides a wider one. Only names within the patterns.
 */
export async function countReached(
  reader: Reader,
  scopeIds: readonly string[],
  namePatterns: readonly string[],
): Promise<ReachedCounts[]> {
  const named =
    namePatterns.length === 0
      ? Prisma.sql`TRUE`
      : Prisma.sql`s.name LIKE ANY (${nameLikes(namePatterns)}::text[])`;
  return reader.$queryRaw<ReachedCounts[]>`
    SELECT p.id AS "scopeId",
           (SELECT count(*) FROM secret s JOIN scope c ON c.id = s.scope_id
             WHERE c.lineage @> ARRAY[p.id] AND c.deleted_at IS NULL
               AND s.deleted_at IS NULL AND ${named})::int AS secrets,
           (SELECT count(*) FROM scope a
             WHERE a.kind = 'app' AND a.lineage @> ARRAY[p.id] AND a.deleted_at IS NULL)::int AS apps,
           (SELECT count(DISTINCT won.id) FROM (
              SELECT DISTINCT ON (a.id, s.name) s.id
                FROM scope a
                JOIN scope c ON c.id = ANY (a.lineage)
                JOIN secret s ON s.scope_id = c.id AND s.deleted_at IS NULL AND ${named}
               WHERE a.kind = 'app' AND a.lineage @> ARRAY[p.id] AND a.deleted_at IS NULL
               ORDER BY a.id, s.name, array_length(c.lineage, 1) DESC) won)::int AS delivered
      FROM unnest(${[...scopeIds]}::uuid[]) AS p(id)`;
}
