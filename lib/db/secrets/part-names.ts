// Names that are delivered beside the names of secrets: the parts of structured values.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { Prisma } from '../generated/client.ts';
import type { Reader, Tx } from '../connection/transaction';

/**
 * Step 2 of the lock order, for writes that such a name may concern: `shared` for new secrets,
 * `exclusive` where parts come or go. Released at commit.
 */
export async function lockPartNames(
  tx: Tx,
  scopeId: string,
  mode: 'shared' | 'exclusive',
): Promise<void> {
  if (mode === 'exclusive') {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${scopeId}, 2))`;
  } else {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${scopeId}, 2))`;
  }
}

/** Two secrets of one scope under one name; a part is null where the name itself is meant. */
export interface NameConflict {
  readonly path: string;
  readonly name: string;
  readonly part: string | null;
  readonly otherName: string;
  readonly otherPart: string | null;
}

/** The parts of the value that `secret` delivers, its own or that of the secret it is an alias of. */
const partsOf = (secret: Prisma.Sql) => Prisma.sql`
    LATERAL (
      WITH RECURSIVE lead AS (
        SELECT ${secret}.id, ${secret}.alias_of_id, ${secret}.current_version, 0 AS links
        UNION ALL
        SELECT t.id, t.alias_of_id, t.current_version, lead.links + 1
          FROM lead JOIN secret t ON t.id = lead.alias_of_id AND t.deleted_at IS NULL
         WHERE lead.links < ${ALIAS_LINKS_MAX}
      )
      SELECT v.parts FROM lead
        JOIN secret_version v ON v.secret_id = lead.id AND v.number = lead.current_version
    )`;

/** The parts that a live secret delivers now; none where its value is in one piece or there is none. */
export async function readDeliveredParts(reader: Reader, id: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ parts: string[] }[]>`
    SELECT e.parts FROM secret s CROSS JOIN ${partsOf(Prisma.sql`s`)} e WHERE s.id = ${id}::uuid`;
  return rows[0]?.parts ?? [];
}

/**
 * The first conflict of what the secrets with these ids deliver, and of what live aliases of theirs
 * do, with what else the same scope delivers. `parts` are the names of all parts there are.
 */
export async function findNameConflict(
  reader: Reader,
  ids: readonly string[],
  parts: readonly string[],
): Promise<NameConflict | null> {
  const rows = await reader.$queryRaw<NameConflict[]>`
    WITH RECURSIVE touched AS (
      SELECT id, scope_id, name, alias_of_id, current_version, 0 AS links FROM secret
       WHERE id = ANY(${ids}::uuid[]) AND deleted_at IS NULL
      UNION ALL
      SELECT a.id, a.scope_id, a.name, a.alias_of_id, a.current_version, t.links + 1
        FROM touched t JOIN secret a ON a.alias_of_id = t.id AND a.deleted_at IS NULL
       WHERE t.links < ${ALIAS_LINKS_MAX}
    ), delivered AS (
      SELECT id, scope_id, name, NULL::text AS part, lower(name) AS lowered FROM touched
      UNION ALL
      SELECT t.id, t.scope_id, t.name, p.part, lower(t.name) || '_' || p.part
        FROM touched t CROSS JOIN ${partsOf(Prisma.sql`t`)} e CROSS JOIN unnest(e.parts) AS p (part)
    ), taking AS (
      SELECT id, scope_id, name, part, lowered AS other, NULL::text AS other_part
        FROM delivered WHERE part IS NOT NULL
      UNION ALL
      SELECT d.id, d.scope_id, d.name, d.part,
             left(d.lowered, length(d.lowered) - length(k.part) - 1), k.part
        FROM delivered d
        JOIN unnest(${[...parts]}::text[]) AS k (part) ON d.lowered LIKE '%\\_' || replace(k.part, '_', '\\_')
    )
    SELECT c.path, x.name, x.part, o.name AS "otherName", x.other_part AS "otherPart"
      FROM taking x
      JOIN secret o ON o.scope_id = x.scope_id AND o.deleted_at IS NULL AND o.id <> x.id
                   AND lower(o.name) COLLATE "C" = x.other
      JOIN scope c ON c.id = x.scope_id
      LEFT JOIN ${partsOf(Prisma.sql`o`)} e ON true
     WHERE x.other_part IS NULL OR x.other_part = ANY(e.parts)
     LIMIT 1`;
  return rows[0] ?? null;
}

/** Those of `names` under which the scope delivers the part of a secret already. */
export async function findNamesOfParts(
  reader: Reader,
  scope: AuthorizedScope,
  names: readonly string[],
  parts: readonly string[],
): Promise<NameConflict[]> {
  return reader.$queryRaw<NameConflict[]>`
    SELECT c.path, n.name, NULL::text AS part, o.name AS "otherName", k.part AS "otherPart"
      FROM unnest(${[...names]}::text[]) AS n (name)
      JOIN unnest(${[...parts]}::text[]) AS k (part)
        ON lower(n.name) LIKE '%\\_' || replace(k.part, '_', '\\_')
      JOIN secret o ON o.scope_id = ${scope.id}::uuid AND o.deleted_at IS NULL
       AND lower(o.name) COLLATE "C" = left(lower(n.name), length(n.name) - length(k.part) - 1)
      JOIN scope c ON c.id = o.scope_id
     CROSS JOIN ${partsOf(Prisma.sql`o`)} e
     WHERE k.part = ANY(e.parts)`;
}
