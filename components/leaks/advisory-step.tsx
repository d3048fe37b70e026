'use client';

import { useRef, useState } from 'react';
import { LEAK_TEXT_LENGTH_MAX } from '@/lib/domain/leak';
import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { CopyButton } from '@/components/ui/copy-button';
import { LinesField } from '@/components/ui/lines-field';
import { RadioRow } from '@/components/ui/radio-row';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { LeakForm } from './leak-form';
import type { LeakStepProps } from './leak-step-props';

/** Last step: whether anybody outside has to act, and what they are told. */
export function AdvisoryStep(props: LeakStepProps) {
  const { advisory } = props.leak;
  return (
    <StepFrame
      title="Tell whoever has to act"
      does={
        <p>
          Where people outside have to act, publish a private advisory or a security issue. The text
          below is drafted from what is known of the case; Keystow keeps it and sends it to nobody.
        </p>
      }
    >
      {advisory ? (
        <div className="mb-4 border-l-3 border-fine bg-panel px-4 py-3">
          {advisory.reason === null ? null : (
            <p className="font-medium break-words">Nobody outside has to act: {advisory.reason}</p>
          )}
          <p className="break-words whitespace-pre-wrap">{advisory.text}</p>
          <p className="mt-1 text-12 text-ink-muted">
            {advisory.by}, <TimeAgo instant={advisory.at} />
          </p>
        </div>
      ) : null}
      {props.mayAct ? <Advise {...props} /> : null}
    </StepFrame>
  );
}

function Advise({ leak, actions }: LeakStepProps) {
  const [needed, setNeeded] = useState<'yes' | 'no'>(leak.advisory?.reason ? 'no' : 'yes');
  const field = useRef<HTMLDivElement>(null);
  const toast = useToast();
  return (
    <>
      <RadioRow
        name="needed"
        label="Does anybody outside have to act"
        choices={[
          { value: 'yes', label: 'Somebody outside has to act' },
          { value: 'no', label: 'Nobody outside has to act' },
        ]}
        value={needed}
        onChange={setNeeded}
      />
      <LeakForm
        leak={leak}
        action={actions.advise}
        fields={['advisory', 'reason']}
        onDone={() => toast({ title: needed === 'yes' ? 'Advisory kept' : 'Decision kept' })}
      >
        {needed === 'yes' ? (
          <div ref={field}>
            <LinesField
              name="advisory"
              label="Advisory"
              required
              rows={14}
              maxLength={LEAK_TEXT_LENGTH_MAX}
              defaultValue={leak.advisory?.text || leak.advisoryDraft}
              hint="No value belongs in it."
              aside={
                <CopyButton
                  label="Copy the advisory"
                  text={() => field.current?.querySelector('textarea')?.value ?? ''}
                />
              }
            />
          </div>
        ) : (
          <LinesField
            name="reason"
            label="Why nobody has to"
            required
            rows={2}
            maxLength={REASON_LENGTH_MAX}
            hint="Kept with the case and in the audit log. Do not put a value here."
          />
        )}
        <SubmitButton>{needed === 'yes' ? 'Keep the advisory' : 'Keep the decision'}</SubmitButton>
      </LeakForm>
    </>
  );
}
