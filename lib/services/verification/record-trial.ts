// Records what came of trying a value: the trial, and its event.

import 'server-only';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import { lockRunRow } from '@/lib/db/rotation-runs/runs';
import type { Tx } from '@/lib/db/connection/transaction';
import { insertTrial } from '@/lib/db/verification/trials';
import type { TrialWrite } from '@/lib/db/verification/trials';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { recorded } from '../recorded';
import type { FoundRun } from '../rotation-runs/find-run';
import { runConflict, runFacts } from '../rotation-runs/run-events';

export type TrialFacts = Omit<TrialWrite, 'id' | 'triedBy' | 'triedAt' | 'runId'> & {
  readonly name: string;
};

/**
 * `triedAt`: within the transaction, when the value went out; it throws where the trial may not be told. Throws 409
 * `run_ended` for a rotation that has ended by then; what the console sent is told by an event all the same.
 */
export async function recordTrial(
  ctx: Context,
  { row: run, scope }: FoundRun,
  { name, ...facts }: TrialFacts,
  triedAt: (tx: Tx) => Promise<Date>,
): Promise<RotationTrial> {
  const { secretId, version, side, via, outcome, place, answer } = facts;
  const made = { ...facts, id: newUuid(), runId: run.id, triedBy: actorLabel(ctx.actor) };
  const event: AuditEvent = {
    action: 'rotation_run.tried',
    ...runFacts(run, scope),
    about: { id: secretId, name },
    ...{ version, side, via, outcome, place, answer },
  };
  const at = await recorded(
    ctx,
    async (tx) => {
      const held = await lockRunRow(tx, scope, run.id);
      if (held?.state !== 'open') {
        if (via === 'console') return null;
        throw runEnded();
      }
      const when = await triedAt(tx);
      await insertTrial(tx, { ...made, triedAt: when });
      return when;
    },
    (when) => ({ in: scope, events: [when ? event : { ...event, late: true }] }),
  );
  if (!at) throw runEnded();
  return {
    id: toTypeId('trial', made.id),
    key: name,
    ...{ version, side, via, outcome, place, answer },
    triedAt: at.toISOString(),
    triedBy: made.triedBy,
  };
}

function runEnded() {
  return runConflict('run_ended', 'The rotation has ended: this trial counts for nothing.');
}
