// Where a secret's values went, run by run.

import 'server-only';
import { ALIAS_LINKS_MAX } from '@/lib/domain/alias-target';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { UNKNOWN_AFTER_SECONDS } from '@/lib/domain/worker';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';
import { itemsWithin, RECEIPT_COLUMNS, RECEIPT_JOINS } from './receipts';
import type { ReceiptPage, ReceiptRow } from './receipts';

export interface SecretDeliveryRow extends ReceiptRow {
  readonly name: string;
  readonly version: number;
  readonly via: 'secret' | 'alias' | 'integration' | 'property';
  readonly itemStaged: boolean;
  /** Its worker is alive, and holds that very delivery. */
  readonly held: boolean;
}

/** A worker `w` that spoke lately and has not ended. */
const ALIVE = Prisma.sql`w.state <> 'ended'
  AND w.heartbeat_at > now() - make_interval(secs => ${UNKNOWN_AFTER_SECONDS})`;

/**
 * Each wanted secret with the one whose value it delivers: itself, or the end of its chain. An alias
 * stands for what was delivered under it alone.
 */
function sourcesOf(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    chain AS (
      SELECT s.id AS wanted_id, s.id, s.alias_of_id, 0 AS links
        FROM secret s WHERE s.id = ANY (${[...ids]}::uuid[])
      UNION ALL
      SELECT chain.wanted_id, t.id, t.alias_of_id, chain.links + 1
        FROM chain JOIN secret t ON t.id = chain.alias_of_id
       WHERE chain.links < ${ALIAS_LINKS_MAX}
    ), wanted AS (
      SELECT DISTINCT ON (wanted_id) wanted_id AS id, id AS source_id, links > 0 AS aliased
        FROM chain ORDER BY wanted_id, links DESC
    )`;
}

/** Newest first, those taken before `after`. */
export async function listSecretDeliveryRows(
  reader: Reader,
  _scope: AuthorizedScope,
  secretId: string,
  { after, namePatterns, limit }: Omit<ReceiptPage, 'workerId'>,
): Promise<SecretDeliveryRow[]> {
  const beyond =
    after === undefined ? Prisma.empty : Prisma.sql`AND i.delivery_id < ${after}::uuid`;
  return reader.$queryRaw<SecretDeliveryRow[]>`
    WITH RECURSIVE ${sourcesOf([secretId])}, page AS (
      SELECT DISTINCT ON (i.delivery_id) i.*
        FROM wanted JOIN delivery_item i ON i.source_id = wanted.source_id
       WHERE (NOT wanted.aliased OR i.winner_id = wanted.id) ${beyond}
         AND ${itemsWithin(namePatterns)}
       ORDER BY i.delivery_id DESC, i.name LIMIT ${limit}
    )
    SELECT ${RECEIPT_COLUMNS}, i.name, i.version, i.via, i.staged AS "itemStaged",
           COALESCE(w.delivery_id = d.id AND ${ALIVE}, FALSE) AS held
      FROM page i JOIN delivery d ON d.id = i.delivery_id ${RECEIPT_JOINS}
     ORDER BY d.id DESC`;
}
