'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import type { DestinationActions } from './destination-actions';
import { useDestinationsDone } from './use-destinations';

interface AskDestinationProps {
  readonly scope: ScopeSummary;
  readonly action: DestinationActions['ask'];
}

/** Asks for a host; whoever manages backends approves it. */
export function AskDestination({ scope, action }: AskDestinationProps) {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const done = useDestinationsDone();
  const close = () => setOpen(false);
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        Ask for a destination
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Ask for a destination in ${scope.path}`}>
        <ActionForm
          action={action}
          fields={['origin', 'names', 'reason']}
          onDone={({ origin }) => {
            close();
            done();
            toast({ title: `${origin} waits for approval` });
          }}
        >
          <input type="hidden" name="scope" value={scope.id} />
          <TextField
            name="origin"
            label="Host"
            required
            autoComplete="off"
            placeholder="https://api.example.org"
            hint="https and the host alone; paths are of the checks."
          />
          <TextField
            name="names"
            label="Names"
            required
            autoComplete="off"
            placeholder="STRIPE_*"
            hint="Values of secrets of these names may go there. Names and globs, divided by spaces."
          />
          <LinesField
            name="reason"
            label="Reason"
            required
            maxLength={1000}
            hint="For whoever approves it. Do not put a value here."
          />
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <SubmitButton>Ask</SubmitButton>
          </DialogActions>
        </ActionForm>
      </Dialog>
    </>
  );
}
