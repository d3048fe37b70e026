'use client';

import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { StepFrame } from '@/components/keys/rotation/step-frame';
import { WaitingFor } from '@/components/keys/rotation/waiting-for';
import { LinesField } from '@/components/ui/lines-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { ItemHead } from './item-head';
import { NewVersion } from './new-version';
import { RunForm } from './run-form';
import { RunWorkers } from './run-workers';
import { stagingCommands } from './step-commands';
import type { StepProps } from './step-props';
import { TrialPart } from './trial-part';

/** Second step: the new values run in staging, and a person has seen that they work there. */
export function StagingStep(props: StepProps) {
  const { run } = props;
  const step = run.steps.find(({ kind }) => kind === 'staging');
  const staged = run.items.filter(({ state }) => state === 'staged');
  const holds = staged.some(({ workers }) => workers.some(({ newest }) => newest));
  return (
    <StepFrame
      title="Try the new values in staging"
      does={
        <p>
          A process that is started with <code className="font-mono text-12">--stage</code> gets the
          staged values, and the current ones of everything else. Sign in with it, refresh its
          tokens, and see that it behaves.
        </p>
      }
      needs={
        run.leakCase
          ? 'This rotation answers a leak: it may go to production without staging.'
          : undefined
      }
      evidence={
        <>
          {staged.length > 0 && !holds && step?.state !== 'done' ? (
            <WaitingFor said="Waiting for a worker to start with the staged values.">
              Waits for a worker to start with the staged values. This page follows by itself.
            </WaitingFor>
          ) : null}
          <ul aria-label="Secrets" className="border-t border-line">
            {run.items.map((item) => (
              <li key={item.id} className="border-b border-line py-3">
                <ItemHead item={item} />
                {item.newVersion === null ? null : (
                  <>
                    <NewVersion item={item} />
                    <RunWorkers item={item} hold="hold the new value" />
                    <TrialPart {...props} item={item} side="new" may={item.state !== 'gone'} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      }
      command={stagingCommands(run)}
      commandNote="Start each app with the staged values, and try a value from where it is used:"
    >
      <Verified {...props} />
    </StepFrame>
  );
}

function Verified({ run, actions, mayAct }: StepProps) {
  const toast = useToast();
  const step = run.steps.find(({ kind }) => kind === 'staging');
  if (step?.state === 'done') {
    return (
      <p>
        <Status tone="fine">Login and token behaviour verified in staging</Status>
        {step.note ? <span className="ml-2 break-words text-ink-muted">{step.note}</span> : null}
      </p>
    );
  }
  if (step?.state !== 'open' || !mayAct) return null;
  return (
    <RunForm
      run={run}
      action={actions.stepDone}
      fields={['note']}
      onDone={() => toast({ title: 'Staging verified' })}
    >
      <input type="hidden" name="step" value="staging" />
      <LinesField
        name="note"
        label="What was verified"
        required
        rows={2}
        maxLength={REASON_LENGTH_MAX}
        hint="Or why staging was left out. Kept with the rotation; do not put a value here."
      />
      <SubmitButton>Login and token behaviour verified</SubmitButton>
    </RunForm>
  );
}
