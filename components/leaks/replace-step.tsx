'use client';

import { StepFrame } from '@/components/keys/rotation/step-frame';
import { LinkedRun } from './linked-run';
import type { LeakStepProps } from './leak-step-props';

/** Second step: a new value takes the place of the exposed one. */
export function ReplaceStep(props: LeakStepProps) {
  return (
    <StepFrame
      title="Replace it"
      does={
        <p>
          Generate a new value, or bring the one that its issuer made, and put it in production.
          Workers get it as their restart rules say.
        </p>
      }
    >
      <LinkedRun
        {...props}
        step={props.leak.run?.promotedAt ? 'production' : 'value'}
        verb="Replace it in its rotation"
        done={!props.leak.openSteps.includes('replace')}
      />
    </StepFrame>
  );
}
