// The rule of `effectiveWindow` (lib/domain/rotation-window.ts) as SQL: the same for whoever says how old something may get.

import 'server-only';
import { SECRET_DEPTH } from '@/lib/domain/rotation-window';
import { TYPE_WINDOWS } from '@/lib/domain/secret-health';
import { Prisma } from '../generated/client.ts';

/** What the rule is asked for, each as an expression of the query around it. */
export interface RuleSubject {
  /** Ids from the organization down to the place, as uuid[]. */
  readonly lineage: Prisma.Sql;
  readonly type: Prisma.Sql;
  /** Of the secret whose own windows count too; a null counts none. */
  readonly secretId: Prisma.Sql;
}

const types = TYPE_WINDOWS.map(([type]) => type);
const windows = TYPE_WINDOWS.map(([, days]) => days);

/** A window of secrets that counts now: stricter, or looser and signed and not over. */
const COUNTS = Prisma.sql`
  l.subject IS NULL AND l.ended_at IS NULL
  AND (NOT l.looser OR (l.signed_at IS NOT NULL AND l.ends_at > now()))`;

/**
 * A query of at most one row, for LEFT JOIN LATERAL: `days`, and `window_id`, which is null where they
 * are those of the type. What the secret itself says (`rotation_window_days`) is a limit beside it.
 */
export function windowOf({ lineage, type, secretId }: RuleSubject): Prisma.Sql {
  return Prisma.sql`
    WITH live AS (
      SELECT l.id, l.days, l.looser, l.set_at, l.type IS NULL AND l.secret_id IS NULL AS general,
             CASE WHEN l.secret_id IS NULL THEN cardinality(p.lineage) ELSE ${SECRET_DEPTH}::int END AS depth
        FROM rotation_window l JOIN scope p ON p.id = l.scope_id
       WHERE l.scope_id = ANY (${lineage}) AND (l.secret_id IS NULL OR l.secret_id = ${secretId})
         AND (l.type IS NULL OR l.type = ${type}) AND ${COUNTS}
    ), limits AS (
      SELECT id, days, depth, set_at, general FROM live
      UNION ALL
      SELECT NULL, t.days, 0, '-infinity', FALSE
        FROM unnest(${types}::text[], ${windows}::int[]) AS t(type, days) WHERE t.type = ${type}
    )
    SELECT limits.days, limits.id AS window_id
      FROM limits
     WHERE NOT EXISTS (
             SELECT FROM live one
              WHERE one.looser AND one.depth >= limits.depth AND limits.set_at < one.set_at
                AND (limits.general OR NOT one.general))
     ORDER BY limits.days, limits.depth
     LIMIT 1`;
}
