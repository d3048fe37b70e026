// The ends of all audit logs beside what is stored of each.

import 'server-only';
import type { AuditHeadRow } from '../audit/audit';
import type { Reader } from '../connection/transaction';

/** `last` is the number of the newest event that is stored; they are numbered without gaps from 1. */
export type CountedAuditHead = AuditHeadRow & { readonly last: bigint };

export async function listAuditHeads(reader: Reader): Promise<CountedAuditHead[]> {
  return reader.$queryRaw<CountedAuditHead[]>`
    SELECT h.chain_id AS "chainId", h.key_id AS "keyId", h.size, h.frontier, h.mac,
           coalesce((SELECT max(number) FROM audit_event e WHERE e.chain_id = h.chain_id), 0) AS last
      FROM audit_head h ORDER BY h.chain_id`;
}
