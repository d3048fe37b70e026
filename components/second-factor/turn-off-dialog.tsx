'use client';

import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { checkGiven, OwnCodeField, OwnPasswordField } from './proof-fields';

interface TurnOffDialogProps {
  /** Takes `password` and `code`. */
  readonly action: FormTarget<unknown>;
  readonly onClose: (turnedOff: boolean) => void;
}

export function TurnOffDialog({ action, onClose }: TurnOffDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose(false))}
      title="Turn off the second factor"
    >
      <ActionForm
        action={action}
        check={checkGiven(['password', 'code'])}
        fields={['password', 'code']}
        onDone={() => onClose(true)}
      >
        <p className="mb-3">
          Your password alone will sign you in again. The recovery codes stop working, and so does
          the entry in your authenticator.
        </p>
        <OwnPasswordField />
        <OwnCodeField label="Code from your authenticator, or a recovery code" letters />
        <DialogActions>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <SubmitButton tone="danger">Turn off</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
