// Under which names, and where, the value of a secret is delivered.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { DeliveryPoint } from '@/lib/domain/secret-access';
import type { Reader } from '../connection/transaction';

const LINKS_READ_MAX = 2 * ALIAS_LINKS_MAX;

/** The live secret first, then live aliases that lead to it. Empty where it is gone. */
export async function listDeliveryPoints(
  reader: Reader,
  secretId: string,
): Promise<DeliveryPoint[]> {
  return reader.$queryRaw<DeliveryPoint[]>`
    WITH RECURSIVE upstream AS (
      SELECT id, scope_id, name, 0 AS links
        FROM secret WHERE id = ${secretId}::uuid AND deleted_at IS NULL
      UNION ALL
      SELECT a.id, a.scope_id, a.name, upstream.links + 1
        FROM upstream JOIN secret a ON a.alias_of_id = upstream.id AND a.deleted_at IS NULL
       WHERE upstream.links < ${LINKS_READ_MAX}
    )
    SELECT l.name, c.path, c.id AS "scopeId", c.lineage,
           ARRAY(SELECT o.scope_id FROM secret o JOIN scope b ON b.id = o.scope_id
                  WHERE lower(o.name) COLLATE "C" = lower(l.name) AND o.name = l.name
                    AND o.deleted_at IS NULL AND b.deleted_at IS NULL
                    AND b.id <> c.id AND b.lineage @> ARRAY[c.id]) AS "shadowedIn"
      FROM upstream l JOIN scope c ON c.id = l.scope_id AND c.deleted_at IS NULL
     ORDER BY l.links, c.path COLLATE "C"`;
}
