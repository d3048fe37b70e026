'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { PersonField } from '@/components/access/person-field';
import { LeakForm } from './leak-form';
import type { LeakStepProps } from './leak-step-props';

/** Whose the case is, and a way to give it to somebody else. */
export function AssignLeak({ leak, actions, mayAct }: LeakStepProps) {
  const [open, setOpen] = useState(false);
  if (leak.state === 'closed' && !leak.assignee) return null;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span>
        assigned to <span className="text-ink">{leak.assignee?.name ?? 'nobody'}</span>
      </span>
      {mayAct ? (
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="rounded-md text-accent underline pointer-coarse:min-h-6"
        >
          Assign…
        </button>
      ) : null}
      <Dialog open={open} onOpenChange={setOpen} title="Who has this case">
        <LeakForm
          leak={leak}
          action={actions.assign}
          fields={['assignee']}
          onDone={() => setOpen(false)}
        >
          <PersonField
            initial={leak.assignee}
            hint="Left empty: nobody. Whoever may manage leaks here may work on it all the same."
          />
          <DialogActions>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <SubmitButton>Assign</SubmitButton>
          </DialogActions>
        </LeakForm>
      </Dialog>
    </span>
  );
}
