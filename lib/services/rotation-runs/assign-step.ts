// Says whose a step of a guided rotation is.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { AssignStepInput } from '@/lib/contracts/rotation-run-input';
import { setStepAssignee } from '@/lib/db/rotation-runs/run-writes';
import type { RunStep } from '@/lib/domain/rotation-run';
import type { Context } from '../context';
import { findAssignee } from '../access/find-assignee';
import { changeRun } from './change-run';
import { runFacts } from './run-events';

/**
 * Null: nobody's. Throws 422 for whoever is no active person of the organization, and for one who may not see the
 * rotation.
 */
export async function assignStep(
  ctx: Context,
  named: string,
  step: RunStep,
  { assignee: word }: AssignStepInput,
): Promise<RotationRun> {
  return changeRun(ctx, named, async ({ tx, row, scope }) => {
    const assignee = word === null ? null : await findAssignee(tx, row, word, 'rotation');
    await setStepAssignee(tx, row.id, step, assignee?.id ?? null);
    return [{ action: 'rotation_run.step_assigned', ...runFacts(row, scope), step, assignee }];
  });
}
