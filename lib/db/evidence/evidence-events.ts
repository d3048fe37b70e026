// Events of an audit log that belong into an evidence pack.

import 'server-only';
import type { AuditAction } from '@/lib/domain/audit-event';
import type { Reader } from '../connection/transaction';

export interface EvidenceEventRow {
  readonly number: bigint;
  /** Null where retention erased it. */
  readonly text: string | null;
  readonly leaf: Uint8Array;
}

/** At most `limit`, in their order: those about the target, and those about the secrets within their time. */
export async function listEventsAbout(
  reader: Reader,
  chainId: string,
  about: { readonly targetId: string; readonly secretIds: readonly string[] },
  limit: number,
): Promise<EvidenceEventRow[]> {
  const { targetId, secretIds } = about;
  return reader.$queryRaw<EvidenceEventRow[]>`
    WITH own AS (
      SELECT min(number) AS first, max(number) AS last FROM audit_event
       WHERE chain_id = ${chainId}::uuid AND target_id = ${targetId}::uuid
    )
    SELECT e.number, e.text, e.leaf FROM audit_event e, own
     WHERE e.chain_id = ${chainId}::uuid
       AND (e.target_id = ${targetId}::uuid
            OR (e.target_id = ANY (${[...secretIds]}::uuid[])
                AND e.number BETWEEN own.first AND own.last))
     ORDER BY e.number LIMIT ${limit}`;
}

interface Period {
  readonly from: Date;
  readonly to: Date;
  /** This scope and what is below it. */
  readonly scopeId: string;
}

/** At most `limit` of these actions, in their order. */
export async function listEventsWithin(
  reader: Reader,
  chainId: string,
  { from, to, scopeId }: Period,
  actions: readonly AuditAction[],
  limit: number,
): Promise<EvidenceEventRow[]> {
  return reader.$queryRaw<EvidenceEventRow[]>`
    SELECT e.number, e.text, e.leaf FROM audit_event e
     WHERE e.chain_id = ${chainId}::uuid AND e.at >= ${from} AND e.at < ${to}
       AND e.action = ANY (${[...actions]}::text[])
       AND e.scope_id IN (SELECT id FROM scope WHERE ${scopeId}::uuid = ANY (lineage))
     ORDER BY e.number LIMIT ${limit}`;
}

export interface ProofRow {
  readonly kind: 'rotation' | 'leak';
  readonly id: string;
  readonly title: string;
  /** Canonical JSON. */
  readonly proof: string;
}

/** At most `limit` of what was closed within the period, by when. */
export async function listProofsWithin(
  reader: Reader,
  { from, to, scopeId }: Period,
  limit: number,
): Promise<ProofRow[]> {
  return reader.$queryRaw<ProofRow[]>`
    SELECT kind, id, title, proof FROM (
      SELECT 'rotation' AS kind, r.id, r.title, r.proof, r.ended_at AS at, r.scope_id
        FROM rotation_run r WHERE r.proof IS NOT NULL
      UNION ALL
      SELECT 'leak', l.id, l.name, l.proof, l.closed_at, l.scope_id
        FROM leak_case l WHERE l.proof IS NOT NULL) closed
     WHERE at >= ${from} AND at < ${to}
       AND scope_id IN (SELECT id FROM scope WHERE ${scopeId}::uuid = ANY (lineage))
     ORDER BY at, id LIMIT ${limit}`;
}
