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

/** As `findAuditPolicy`; nobody changes or applies it until commit. */
export async function lockAuditPolicy(tx: Tx, chainId: string): Promise<AuditPolicyRow> {
  await tx.$executeRaw`
    INSERT INTO audit_policy (chain_id) VALUES (${chainId}::uuid) ON CONFLICT DO NOTHING`;
  const [row] = await tx.$queryRaw<AuditPolicyRow[]>`
    SELECT chain_id AS "chainId", retention_days AS "retentionDays", erased_to AS "erasedTo"
      FROM audit_policy WHERE chain_id = ${chainId}::uuid FOR UPDATE`;
  return row ?? { chainId, ...NONE };
}

/** The caller holds the policy. */
export async function setRetentionDays(
  tx: Tx,
  chainId: string,
  retentionDays: number | null,
): Promise<void> {
  await tx.auditPolicy.update({ where: { chainId }, data: { retentionDays } });
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

/** What an event is proven by. */
export interface ProvableRow {
  readonly number: bigint;
  readonly text: string | null;
  readonly leaf: Uint8Array;
}

/**
 * The newest event that the head counts whose text begins so. By its text: the columns beside it prove
 * nothing. Reads backwards from the end of the log.
 */
export async function findNewestText(
  reader: Reader,
  chainId: string,
  beginning: string,
): Promise<ProvableRow | null> {
  const [row] = await reader.$queryRaw<ProvableRow[]>`
    SELECT number, text, leaf FROM audit_event
     WHERE chain_id = ${chainId}::uuid AND starts_with(text, ${beginning})
       AND number <= (SELECT size FROM audit_head WHERE chain_id = ${chainId}::uuid)
     ORDER BY number DESC LIMIT 1`;
  return row ?? null;
}

/** The first events behind `after`, in their order. */
export async function listTextsBehind(
  reader: Reader,
  chainId: string,
  page: { readonly after: bigint; readonly limit: number },
): Promise<ProvableRow[]> {
  return reader.$queryRaw<ProvableRow[]>`
    SELECT number, text, leaf FROM audit_event
     WHERE chain_id = ${chainId}::uuid AND number > ${page.after}
     ORDER BY number LIMIT ${page.limit}`;
}

/** By the clock of the database. */
export async function findInstantBefore(reader: Reader, days: number): Promise<Date> {
  const [row] = await reader.$queryRaw<{ instant: Date }[]>`
    SELECT now() - make_interval(days => ${days}) AS instant`;
  return row!.instant;
}

/** Erases the texts behind `after` up to `to`, and the ids beside them. The caller holds the policy. */
export async function eraseTexts(
  tx: Tx,
  chainId: string,
  { after, to }: { readonly after: bigint; readonly to: bigint },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit_event SET text = NULL, actor_id = NULL, target_id = NULL, scope_id = NULL
     WHERE chain_id = ${chainId}::uuid AND number > ${after} AND number <= ${to}`;
  await tx.$executeRaw`
    UPDATE audit_policy SET erased_to = ${to} WHERE chain_id = ${chainId}::uuid`;
}
