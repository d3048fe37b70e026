'use client';

import type { RotationRun, RunStepView } from '@/lib/contracts/rotation-run';
import type { RunStep } from '@/lib/domain/rotation-run';
import { NumberedSteps } from '@/components/ui/numbered-steps';
import { STEP_OF_GAP, STEP_STATE, STEP_TITLE } from './run-words';

interface RunStepsProps {
  readonly run: RotationRun;
  /** The one that is looked at; null: none. */
  readonly shown: RunStep | null;
  readonly onShow: (step: RunStep) => void;
}

/** The steps of a rotation with who does or did what when. */
export function RunSteps({ run, shown, onShow }: RunStepsProps) {
  return (
    <NumberedSteps
      steps={run.steps
        .map((step) => ({ ...step, state: stateOf(run, step) }))
        .map((step) => ({
          name: step.kind,
          title: STEP_TITLE[step.kind],
          tone: STEP_STATE[step.state].tone,
          words: STEP_STATE[step.state].word + whoseOf(step),
          done: step.state === 'done',
          by:
            step.state === 'done' && step.doneBy && step.doneAt
              ? { by: step.doneBy, at: step.doneAt }
              : null,
        }))}
      shown={shown}
      onShow={onShow}
    />
  );
}

/** One of which something is missing has more to do, whatever was said in it. */
function stateOf({ gaps }: RotationRun, { kind, state }: RunStepView): RunStepView['state'] {
  const lacks = state === 'done' && gaps.some(({ code }) => STEP_OF_GAP[code] === kind);
  return lacks ? 'open' : state;
}

function whoseOf({ state, assignee, mine }: RunStepView): string {
  return state !== 'done' && assignee ? `, ${mine ? 'you' : assignee.name}` : '';
}
