// What somebody pointed to as evidence of a guided rotation.

import 'server-only';
import type { EvidenceKind } from '@/lib/domain/rotation-run';
import type { Reader, Tx } from '../connection/transaction';

export interface EvidenceRow {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly addedAt: Date;
  readonly addedBy: string;
}

/** As it was added. */
export async function listEvidence(reader: Reader, runId: string): Promise<EvidenceRow[]> {
  const rows = await reader.rotationEvidence.findMany({ where: { runId }, orderBy: { id: 'asc' } });
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as EvidenceKind }));
}

export async function insertEvidence(
  tx: Tx,
  runId: string,
  { id, kind, text, addedBy }: Omit<EvidenceRow, 'addedAt'>,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO rotation_evidence (id, run_id, kind, text, added_at, added_by)
    VALUES (${id}::uuid, ${runId}::uuid, ${kind}, ${text}, clock_timestamp(), ${addedBy})`;
}
