// Retention of audit logs: how long texts are kept, and their erasure, which leaves the leaves.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface AuditPolicyRow {
  readonly chainId: string;
  readonly retentionDays: number | null;
  readonly erasedTo: bigint;
}

const NONE = { retentionDays: null, erasedTo: 0n };

export async function findAuditPolicy(reader: Reader, chainId: string): Promise<AuditPolicyRow> {
  return (await reader.auditPolicy.findUnique({ where: { chainId } })) ?? { chainId, ...NONE };
}

export async function setRetentionDays(
  tx: Tx,
  chainId: string,
  retentionDays: number | null,
): Promise<void> {
  await tx.auditPolicy.upsert({
    where: { chainId },
    create: { chainId, retentionDays },
    update: { retentionDays },
  });
}

/** How many texts are there that are older than `days`. */
export async function countTextsOlder(
  reader: Reader,
  { chainId, erasedTo }: AuditPolicyRow,
  days: number,
): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM audit_event
     WHERE chain_id = ${chainId}::uuid AND number > ${erasedTo}
       AND at < now() - make_interval(days => ${days})`;
  return Number(row?.count ?? 0);
}

/** Logs whose policy erases texts. */
export async function listErasingPolicies(reader: Reader): Promise<AuditPolicyRow[]> {
  return reader.auditPolicy.findMany({ where: { retentionDays: { not: null } } });
}

/**
 * Erases the texts, and the ids beside them, of at most `limit` events that are older than the policy
 * keeps them. Locks the policy, so that one node at a time does. Null when nothing is due.
 */
export async function eraseOldTexts(
  tx: Tx,
  chainId: string,
  limit: number,
): Promise<{ readonly to: bigint; readonly days: number } | null> {
  const [policy] = await tx.$queryRaw<{ days: number | null; erasedTo: bigint }[]>`
    SELECT retention_days AS days, erased_to AS "erasedTo" FROM audit_policy
     WHERE chain_id = ${chainId}::uuid FOR UPDATE`;
  if (!policy || policy.days === null) return null;
  const [due] = await tx.$queryRaw<{ to: bigint | null }[]>`
    SELECT max(number) AS to FROM (
      SELECT number, at FROM audit_event
       WHERE chain_id = ${chainId}::uuid AND number > ${policy.erasedTo}
       ORDER BY number LIMIT ${limit}
    ) next WHERE at < now() - make_interval(days => ${policy.days})`;
  if (!due || due.to === null) return null;
  await tx.$executeRaw`
    UPDATE audit_event SET text = NULL, actor_id = NULL, target_id = NULL, scope_id = NULL
     WHERE chain_id = ${chainId}::uuid AND number > ${policy.erasedTo} AND number <= ${due.to}`;
  await tx.$executeRaw`
    UPDATE audit_policy SET erased_to = ${due.to} WHERE chain_id = ${chainId}::uuid`;
  return { to: due.to, days: policy.days };
}
