'use client';

import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { ActForm } from './act-form';
import { Button } from '@/components/ui/button';
import { ReencryptionProgress } from './re-encryption-progress';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

/** Depth 2: the nodes seal everything again; it can rest and go on. */
export function ReencryptStep({
  operation,
  actions,
  mayAct,
  at,
}: StepProps & { readonly at: number }) {
  const { reencryption } = operation;
  if (!reencryption) return null;
  const { paused, unreadable, remaining } = reencryption;
  return (
    <StepFrame
      title="Seal every value again"
      does={
        <p>
          The nodes open each value under its old key, seal it under the new one, and look whether
          it opens again. You may leave this page: the work goes on, after a restart too.
        </p>
      }
      evidence={
        <>
          <ReencryptionProgress reencryption={reencryption} at={at} />
          {unreadable > 0 ? <Unreadable values={unreadable} /> : null}
        </>
      }
      command="npm run keystow -- keys reencrypt"
      commandNote="A terminal can work along:"
    >
      {mayAct && remaining > 0 ? (
        // Another form for the other act: an answer belongs to the form that was sent.
        <ActForm
          key={paused ? 'resume' : 'pause'}
          action={paused ? actions.resume : actions.pause}
          verb={paused ? 'Go on' : 'Pause'}
        >
          {paused ? undefined : (
            <Button type="submit" tone="plain">
              Pause
            </Button>
          )}
        </ActForm>
      ) : null}
    </StepFrame>
  );
}

function Unreadable({ values }: { readonly values: number }) {
  return (
    <div className="mt-4 max-w-176">
      <Status tone="danger">{count(values, 'value does', 'values do')} not open.</Status>
      <p className="mt-1">
        They did not open before either: their rows are damaged, or were changed from outside. They
        keep the old keys from being deleted. Their versions stand in the audit log as
        version.unreadable. Seal those values anew in the vault and destroy the damaged versions, or
        delete the secrets and empty them from the bin.
      </p>
    </div>
  );
}
