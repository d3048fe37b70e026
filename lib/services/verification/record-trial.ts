// Records what came of trying a value: the trial, and its event.

import 'server-only';
import type { RotationTrial } from '@/lib/contracts/rotation-run';
import type { Tx } from '@/lib/db/connection/transaction';
import { insertTrial } from '@/lib/db/verification/trials';
import type { TrialWrite } from '@/lib/db/verification/trials';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { recorded } from '../recorded';
import type { FoundRun } from '../rotation-runs/find-run';
import { runFacts } from '../rotation-runs/run-events';

export type TrialFacts = Omit<TrialWrite, 'id' | 'triedBy' | 'triedAt' | 'runId'> & {
  readonly name: string;
};

/** `triedAt`: within the transaction, when the value went out; it throws where the trial may not be told. */
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
      const when = await triedAt(tx);
      await insertTrial(tx, { ...made, triedAt: when });
      return when;
    },
    () => ({ in: scope, events: [event] }),
  );
  return {
    id: toTypeId('trial', made.id),
    key: name,
    ...{ version, side, via, outcome, place, answer },
    triedAt: at.toISOString(),
    triedBy: made.triedBy,
  };
}
