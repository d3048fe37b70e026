'use client';

import { useState, type ReactNode } from 'react';
import type { RotationRun, RunItem } from '@/lib/contracts/rotation-run';
import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import type { FormTarget } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { RunForm } from './run-form';

interface RunDialogProps {
  readonly run: RotationRun;
  readonly item?: RunItem | undefined;
  readonly action: FormTarget<RotationRun>;
  /** Opens it. */
  readonly button: string;
  readonly buttonTone?: 'plain' | 'primary' | 'danger' | 'quiet-danger' | undefined;
  readonly title: string;
  readonly verb: string;
  readonly danger?: boolean | undefined;
  /** Asks why. */
  readonly reason?: boolean | undefined;
  /** Said once it was done. */
  readonly done: string;
  /** What it does, before it is done. */
  readonly children: ReactNode;
}

/** A button that asks first and says what will be, with a reason where one is needed. */
export function RunDialog(props: RunDialogProps) {
  const { run, item, action, button, title, verb, danger = false, reason = false } = props;
  const [open, setOpen] = useState(false);
  const toast = useToast();
  const close = () => setOpen(false);
  return (
    <>
      <Button tone={props.buttonTone} onClick={() => setOpen(true)}>
        {button}
      </Button>
      <Dialog alert open={open} onOpenChange={setOpen} title={title}>
        <RunForm
          run={run}
          item={item}
          action={action}
          fields={['reason']}
          onDone={() => {
            close();
            toast({ title: props.done });
          }}
        >
          <div className="mb-4 space-y-2">{props.children}</div>
          {reason ? (
            <LinesField
              name="reason"
              label="Reason"
              required
              maxLength={REASON_LENGTH_MAX}
              hint="Kept with the rotation and in the audit log. Do not put a value here."
            />
          ) : null}
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <SubmitButton tone={danger ? 'danger' : 'primary'}>{verb}</SubmitButton>
          </DialogActions>
        </RunForm>
      </Dialog>
    </>
  );
}
