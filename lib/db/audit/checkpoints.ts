// Signed checkpoints of audit logs, and which logs want a new one.

import 'server-only';
import type { AuditHeadRow } from './audit';
import type { Reader, Tx } from '../connection/transaction';

export interface CheckpointRow {
  readonly chainId: string;
  readonly size: bigint;
  readonly note: string;
  readonly verifierKey: string;
  readonly at: Date;
}

/** Logs with `events` more than their last checkpoint has, or with any when that one is `seconds` old. */
export async function listDueChains(
  reader: Reader,
  due: { readonly events: number; readonly seconds: number },
): Promise<string[]> {
  const rows = await reader.$queryRaw<{ chainId: string }[]>`
    SELECT h.chain_id AS "chainId"
      FROM audit_head h
      LEFT JOIN LATERAL (
        SELECT size, at FROM audit_checkpoint c
         WHERE c.chain_id = h.chain_id AND c.size <= h.size ORDER BY size DESC LIMIT 1
      ) last ON TRUE
     WHERE h.size > COALESCE(last.size, 0)
       AND (h.size - COALESCE(last.size, 0) >= ${due.events}
            OR COALESCE(last.at, '-infinity') < now() - make_interval(secs => ${due.seconds}))`;
  return rows.map((row) => row.chainId);
}

/** Without a lock: one statement sees one state of the head. */
export async function findAuditHead(reader: Reader, chainId: string): Promise<AuditHeadRow | null> {
  return reader.auditHead.findUnique({ where: { chainId } });
}

/**
 * The first event that no head counts: before 1, or behind the end. Events and head are written together, so
 * one statement never sees such a one of a writer's. Null where there is none.
 */
export async function findUncounted(reader: Reader, chainId: string): Promise<bigint | null> {
  const [row] = await reader.$queryRaw<{ number: bigint | null }[]>`
    SELECT min(e.number) AS number FROM audit_event e
      LEFT JOIN audit_head h ON h.chain_id = e.chain_id
     WHERE e.chain_id = ${chainId}::uuid AND (e.number > coalesce(h.size, 0) OR e.number < 1)`;
  return row?.number ?? null;
}

/** Checkpoints of more events than their log has, which nobody signed here: the largest of each. */
export async function listImpossibleCheckpoints(
  reader: Reader,
): Promise<Pick<CheckpointRow, 'chainId' | 'size'>[]> {
  return reader.$queryRaw`
    SELECT c.chain_id AS "chainId", max(c.size) AS size FROM audit_checkpoint c
      LEFT JOIN audit_head h ON h.chain_id = c.chain_id
     WHERE c.size > coalesce(h.size, 0) GROUP BY c.chain_id`;
}

/** Whether logs may have been signed with keys that are gone: the root key was changed, or lost. */
export async function hasChangedRoot(reader: Reader): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ changed: boolean }[]>`
    SELECT EXISTS (SELECT FROM key_operation WHERE to_root_id IS NOT NULL)
        OR EXISTS (SELECT FROM key_reset) AS changed`;
  return row?.changed ?? false;
}

/** Null where none is stored of that size. */
export async function findCheckpoint(
  reader: Reader,
  chainId: string,
  size: bigint,
): Promise<CheckpointRow | null> {
  return reader.auditCheckpoint.findUnique({ where: { chainId_size: { chainId, size } } });
}

/** Does nothing where another node signed the same size. */
export async function insertCheckpoint(tx: Tx, row: Omit<CheckpointRow, 'at'>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_checkpoint (chain_id, size, note, verifier_key)
    VALUES (${row.chainId}::uuid, ${row.size}, ${row.note}, ${row.verifierKey})
    ON CONFLICT DO NOTHING`;
}

/** Newest first, of sizes below `below`. */
export async function listCheckpointRows(
  reader: Reader,
  chainId: string,
  page: { readonly below?: bigint | undefined; readonly limit: number },
): Promise<CheckpointRow[]> {
  return reader.auditCheckpoint.findMany({
    where: { chainId, ...(page.below === undefined ? {} : { size: { lt: page.below } }) },
    orderBy: { size: 'desc' },
    take: page.limit,
  });
}
