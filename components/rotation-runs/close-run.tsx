'use client';

import { HARD_GAPS } from '@/lib/domain/rotation-run-closing';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { AskedException } from './asked-exception';
import { RunDialog } from './run-dialog';
import { RunForm } from './run-form';
import type { StepProps } from './step-props';

/** How a rotation ends: with its proof, with an exception, or without either. */
export function CloseRun(props: StepProps) {
  const { run, mayAct } = props;
  return (
    <section aria-labelledby="close" className="mt-8 border-t border-line pt-4">
      <h2 id="close" className="mb-2 text-15 font-medium">
        Close the rotation
      </h2>
      {run.gaps.length === 0 ? <WithProof {...props} /> : <WithGaps {...props} />}
      {mayAct ? <Abandon {...props} /> : null}
    </section>
  );
}

function WithProof({ run, actions, mayAct }: StepProps) {
  const toast = useToast();
  return (
    <>
      <p className="mb-3 max-w-176">
        <Status tone="fine">
          Every new value works, every old one was refused, all workers converged.
        </Status>
      </p>
      {mayAct ? (
        <RunForm
          run={run}
          action={actions.close}
          onDone={() => toast({ title: `${run.title} closed with proof` })}
        >
          <SubmitButton>Close with proof</SubmitButton>
        </RunForm>
      ) : null}
    </>
  );
}

function WithGaps(props: StepProps) {
  const { run, actions, mayAct } = props;
  const hard = run.gaps.filter(({ code }) => HARD_GAPS.includes(code));
  return (
    <>
      <p className="mb-3 max-w-176">
        It does not close while {count(run.gaps.length, 'thing')}{' '}
        {run.gaps.length === 1 ? 'is' : 'are'} missing; they stand above.
      </p>
      {run.exception && run.exception.signedBy === null ? <AskedException {...props} /> : null}
      {run.exception === null && hard.length > 0 ? (
        <p className="mb-3 max-w-176 text-ink-muted">
          No exception covers a rotation without a new value in production.
        </p>
      ) : null}
      {run.exception === null && hard.length === 0 && mayAct ? (
        <div className="mb-3">
          <RunDialog
            run={run}
            action={actions.askException}
            button="Ask for an exception…"
            title="Ask for an exception?"
            verb="Ask for an exception"
            reason
            done="Exception asked for"
          >
            <p>A second person may then close it without these:</p>
            <ul className="list-disc space-y-1 pl-4">
              {run.gaps.map(({ code, key, text }) => (
                <li key={`${code} ${key ?? ''}`} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
            <p>The exception and what it leaves out stay in the proof.</p>
          </RunDialog>
        </div>
      ) : null}
    </>
  );
}

function Abandon({ run, actions }: StepProps) {
  return (
    <div className="mt-4">
      <RunDialog
        run={run}
        action={actions.abandon}
        button="Abandon…"
        buttonTone="quiet-danger"
        title={`Abandon ${run.title}?`}
        verb="Abandon"
        danger
        reason
        done={`${run.title} abandoned`}
      >
        <p>
          It ends without proof. Values that are staged are dropped; what was promoted stays
          current, and nothing is rolled back.
        </p>
      </RunDialog>
    </div>
  );
}
