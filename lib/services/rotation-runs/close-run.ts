// Closes a guided rotation of which nothing is missing, and keeps what held then as its proof.

import 'server-only';
import { createHash } from 'node:crypto';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { endRun } from '@/lib/db/rotation-runs/run-writes';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { KeystowError } from '@/lib/domain/errors';
import type { FoundGap } from '@/lib/domain/rotation-run-closing';
import type { Context } from '../context';
import { gapNames } from './ask-exception';
import { changeRun } from './change-run';
import type { HeldRun } from './change-run';
import { runConflict, runFacts } from './run-events';
import { proofOf } from './run-proof';
import { gapsOf, readRunRows } from './run-records';
import type { RunRecords } from './run-records';
import { gapView } from './run-view';

/** Throws 409 `gaps_open` while something is missing; its issues say what. */
export async function closeRun(ctx: Context, named: string): Promise<RotationRun> {
  return changeRun(ctx, named, async (held) => {
    const records = await readRunRows(held.tx, held.row);
    const gaps = gapsOf(records);
    if (gaps.length > 0) throw gapsOpen(records, gaps);
    return [await closeIn(ctx, held, records, null)];
  });
}

/** In the transaction that holds it; `signedBy`: of the exception, null where nothing is missing. */
export async function closeIn(
  ctx: Context,
  { tx, row, scope }: HeldRun,
  records: RunRecords,
  signedBy: string | null,
): Promise<AuditEvent> {
  const by = actorLabel(ctx.actor);
  const at = row.now;
  const proof = proofOf(records, { by, at, signedBy });
  const closed = await endRun(tx, row.id, { state: 'closed', by, proof, signedBy, at });
  if (!closed) throw runConflict('run_ended', 'The rotation has ended meanwhile.');
  const askedBy = row.exceptionAskedBy ?? '';
  return {
    action: 'rotation_run.closed',
    ...runFacts(row, scope),
    proof: createHash('sha256').update(proof).digest('hex'),
    exception: signedBy === null ? null : { gaps: gapNames(records), askedBy },
  };
}

function gapsOpen(records: RunRecords, gaps: readonly FoundGap[]): KeystowError {
  const message = `${gaps.length} ${gaps.length === 1 ? 'thing is' : 'things are'} missing. Do what is missing, or ask for an exception that a second person signs.`;
  const issues = gaps.map((gap) => {
    const { code, text } = gapView(records, gap);
    return { pointer: '', code: code as string, message: text };
  });
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'gaps_open', message }, ...issues],
  });
}
