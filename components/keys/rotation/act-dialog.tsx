'use client';

import { useState, type ReactNode } from 'react';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import type { FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { ActForm } from './act-form';

interface ActDialogProps {
  readonly action: FormTarget<KeyOperationView>;
  /** Opens it. */
  readonly button: string;
  readonly buttonTone: 'primary' | 'plain' | 'danger';
  readonly title: string;
  /** What it does, before it is done. */
  readonly effects: readonly ReactNode[];
  readonly verb: string;
  readonly danger?: boolean | undefined;
  readonly onDone?: (() => void) | undefined;
}

/** A button that asks first, and says what will be. */
export function ActDialog(props: ActDialogProps) {
  const { action, button, buttonTone, title, effects, verb, danger = false, onDone } = props;
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button tone={buttonTone} onClick={() => setOpen(true)}>
        {button}
      </Button>
      <Dialog alert open={open} onOpenChange={setOpen} title={title}>
        <ActForm
          action={action}
          verb={verb}
          onDone={() => {
            close();
            onDone?.();
          }}
        >
          <ul className="list-disc space-y-1 pl-4">
            {effects.map((effect, index) => (
              <li key={index}>{effect}</li>
            ))}
          </ul>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <SubmitButton tone={danger ? 'danger' : 'primary'}>{verb}</SubmitButton>
          </DialogActions>
        </ActForm>
      </Dialog>
    </>
  );
}
