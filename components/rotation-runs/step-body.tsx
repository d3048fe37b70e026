'use client';

import { RUN_STEPS, type RunStep } from '@/lib/domain/rotation-run';
import { Button } from '@/components/ui/button';
import { AssignStep } from './assign-step';
import { EvidenceStep } from './evidence-step';
import { ProductionStep } from './production-step';
import { RevocationStep } from './revocation-step';
import { STEP_TITLE } from './run-words';
import { StagingStep } from './staging-step';
import type { StepProps } from './step-props';
import { ValueStep } from './value-step';

interface StepBodyProps extends StepProps {
  readonly step: RunStep;
  readonly onShow: (step: RunStep) => void;
}

const BODY = {
  value: ValueStep,
  staging: StagingStep,
  production: ProductionStep,
  revocation: RevocationStep,
  evidence: EvidenceStep,
} as const;

/** One step, whose it is, and the way on once it is done. */
export function StepBody({ step, onShow, ...props }: StepBodyProps) {
  const Body = BODY[step];
  const view = props.run.steps.find(({ kind }) => kind === step);
  const next = RUN_STEPS[RUN_STEPS.indexOf(step) + 1];
  return (
    <>
      {view ? <AssignStep step={view} {...props} /> : null}
      <Body {...props} />
      {view?.state === 'done' && next && props.run.state === 'open' ? (
        <div className="mt-6 border-t border-line pt-3">
          <Button tone={props.run.step === next ? 'primary' : 'plain'} onClick={() => onShow(next)}>
            Next: {STEP_TITLE[next]}
          </Button>
        </div>
      ) : null}
    </>
  );
}
