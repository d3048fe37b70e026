// Says of a step of a guided rotation that it was done, with what was seen.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { StepDoneInput } from '@/lib/contracts/rotation-run-input';
import { setStepDone } from '@/lib/db/rotation-runs/run-writes';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import type { RunStep } from '@/lib/domain/rotation-run';
import type { Context } from '../context';
import { changeRun } from './change-run';
import { checkTexts } from './check-texts';
import { runConflict, runFacts } from './run-events';

/**
 * Of staging, the one step of which the console cannot see that it was done or why it was left out. Throws 422 for the
 * others and without a note, 409 `no_new_value` while a secret has none.
 */
export async function markStepDone(
  ctx: Context,
  named: string,
  step: RunStep,
  { note }: StepDoneInput,
): Promise<RotationRun> {
  if (step !== 'staging') {
    const message = 'This step is done by what is done in it. Only staging is said to be done.';
    throw ruleBroken('/step', 'step_follows', message);
  }
  if (note === undefined) {
    const message = 'Say what was verified in staging, or why it was left out.';
    throw ruleBroken('/note', 'note_needed', message);
  }
  return changeRun(
    ctx,
    named,
    async ({ tx, row, items, scope }) => {
      if (items.some(({ newVersion }) => newVersion === null)) {
        const message = 'Not all secrets have a new value yet: there is nothing to verify.';
        throw runConflict('no_new_value', message);
      }
      await setStepDone(tx, row.id, step, { by: actorLabel(ctx.actor), note });
      return [{ action: 'rotation_run.step_done', ...runFacts(row, scope), step, note }];
    },
    async (scope, items) => {
      await checkTexts(
        ctx,
        scope,
        items.map(({ secretId }) => secretId),
        { note },
      );
      return new Map();
    },
  );
}
