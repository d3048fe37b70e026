'use client';

import { useState } from 'react';
import type { RunStepView } from '@/lib/contracts/rotation-run';
import { PersonField } from '@/components/access/person-field';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { RunForm } from './run-form';
import { STEP_TITLE } from './run-words';
import type { StepProps } from './step-props';

interface AssignStepProps extends StepProps {
  readonly step: RunStepView;
}

/** Whose a step is, and a way to give it to somebody else. */
export function AssignStep({ step, run, actions, mayAct }: AssignStepProps) {
  const [open, setOpen] = useState(false);
  const { kind, state, assignee, mine } = step;
  if (state === 'done' || run.state !== 'open') return null;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 text-ink-muted">
      <span>
        Assigned to <span className="text-ink">{mine ? 'you' : (assignee?.name ?? 'nobody')}</span>
      </span>
      {mayAct ? (
        <Button
          tone="quiet"
          aria-label={`Assign the step ${STEP_TITLE[kind]}`}
          onClick={() => setOpen(true)}
        >
          Assign…
        </Button>
      ) : null}
      <Dialog open={open} onOpenChange={setOpen} title={`Who does: ${STEP_TITLE[kind]}`}>
        <RunForm
          run={run}
          action={actions.assign}
          fields={['assignee']}
          onDone={() => setOpen(false)}
        >
          <input type="hidden" name="step" value={kind} />
          <PersonField
            initial={assignee}
            hint="Left empty: nobody. Whoever may run rotations here may do the step all the same."
          />
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <SubmitButton>Assign</SubmitButton>
          </DialogActions>
        </RunForm>
      </Dialog>
    </div>
  );
}
