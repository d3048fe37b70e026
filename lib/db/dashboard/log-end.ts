// The end of one audit log and the newest signed state of it, in one statement.

import 'server-only';
import type { Reader } from '../connection/transaction';
import type { CountedAuditHead } from '../health/audit-heads';

export interface LogEndRow extends CountedAuditHead {
  readonly signedSize: bigint | null;
  readonly signedAt: Date | null;
}

/** Null for a log without a head. */
export async function readLogEnd(reader: Reader, chainId: string): Promise<LogEndRow | null> {
  const [row] = await reader.$queryRaw<LogEndRow[]>`
    SELECT h.chain_id AS "chainId", h.key_id AS "keyId", h.size, h.frontier, h.mac,
           coalesce((SELECT max(number) FROM audit_event e WHERE e.chain_id = h.chain_id), 0) AS last,
           c.size AS "signedSize", c.at AS "signedAt"
      FROM audit_head h
      LEFT JOIN LATERAL (
        SELECT size, at FROM audit_checkpoint c
         WHERE c.chain_id = h.chain_id ORDER BY size DESC LIMIT 1
      ) c ON TRUE
     WHERE h.chain_id = ${chainId}::uuid`;
  return row ?? null;
}
