'use client';

import { StepFrame } from '@/components/keys/rotation/step-frame';
import { LinkedRun } from './linked-run';
import type { LeakStepProps } from './leak-step-props';

/** First step: what was exposed stops working where it is issued. */
export function RevokeStep(props: LeakStepProps) {
  const { secret, openSteps } = props.leak;
  return (
    <StepFrame
      title="Revoke the exposed value"
      does={
        <p>
          Revoke it at once where it is issued: at the provider, in the database, at the broker. Its
          rotation then records who did it and when, and tries that the old value is refused. What
          runs with <span className="font-mono">{secret.key}</span> may fail until the new value has
          arrived; an exposed value that works is worse.
        </p>
      }
      needs="The rotation of a leak has no overlap and needs no staging."
    >
      <LinkedRun
        {...props}
        step="revocation"
        verb="Revoke it in its rotation"
        done={!openSteps.includes('revoke')}
      />
    </StepFrame>
  );
}
