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

/** Logs that there must be: of every organization and of the installation, whose comes first. */
export async function listLogs(reader: Reader, installationId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT ${installationId}::uuid AS id
       UNION SELECT id FROM scope WHERE kind = 'organization'
       UNION SELECT chain_id FROM audit_head
       UNION SELECT chain_id FROM audit_checkpoint
       UNION SELECT chain_id FROM audit_event
    ) log ORDER BY id <> ${installationId}::uuid, id`;
  return rows.map((row) => row.id);
}

/** Logs of organizations and of the installation that have no head. */
export async function listHeadless(reader: Reader, installationId: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT ${installationId}::uuid AS id UNION SELECT id FROM scope WHERE kind = 'organization'
    ) log WHERE NOT EXISTS (SELECT FROM audit_head h WHERE h.chain_id = log.id) ORDER BY id`;
  return rows.map((row) => row.id);
}
