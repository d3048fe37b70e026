'use client';

import dynamic from 'next/dynamic';
import { LEAK_TEXT_LENGTH_MAX } from '@/lib/domain/leak';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { ExposureDeliveries } from './exposure-deliveries';
import { ExposurePeople } from './exposure-people';
import { LeakForm } from './leak-form';
import type { LeakStepProps } from './leak-step-props';

const ExposureChart = dynamic(() => import('./exposure-chart'), {
  ssr: false,
  loading: () => <div className="h-24" />,
});

/** Fourth step: who had it, and what somebody found in the logs of its use. */
export function ReviewStep({ leak, actions, mayAct }: LeakStepProps) {
  const { exposure, review } = leak;
  const toast = useToast();
  return (
    <StepFrame
      title="Review its use"
      does={
        <p>
          Everything that was handed an exposed version, and everybody who sealed or changed one.
          Compare it with the logs of whoever issues it: what else used it?
        </p>
      }
      evidence={
        <>
          <ExposureChart leak={leak} />
          <ExposureDeliveries exposure={exposure} />
          <ExposurePeople exposure={exposure} />
        </>
      }
    >
      {review ? (
        <div className="mb-4 border-l-3 border-fine bg-panel px-4 py-3">
          <p className="break-words whitespace-pre-wrap">{review.text}</p>
          <p className="mt-1 text-12 text-ink-muted">
            {review.by}, <TimeAgo instant={review.at} />
          </p>
        </div>
      ) : null}
      {mayAct ? (
        <LeakForm
          leak={leak}
          action={actions.review}
          fields={['review']}
          onDone={() => toast({ title: 'Review kept' })}
        >
          <LinesField
            name="review"
            label={review ? 'Another review in its place' : 'What was found'}
            required
            maxLength={LEAK_TEXT_LENGTH_MAX}
            hint="What was looked at, by whom, and what it showed. Kept with the case. Do not put a value here."
          />
          <SubmitButton>Keep the review</SubmitButton>
        </LeakForm>
      ) : null}
    </StepFrame>
  );
}
