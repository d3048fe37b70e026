'use client';

import { useState } from 'react';
import type { NewRecoveryCodeList } from '@/lib/contracts/account';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { SubmitButton } from '@/components/ui/submit-button';
import { CodesShown } from './codes-shown';
import { checkGiven, OwnPasswordField } from './proof-fields';

interface RenewCodesDialogProps {
  readonly email: string;
  /** Takes `password`. */
  readonly action: FormTarget<NewRecoveryCodeList>;
  readonly onClose: (renewed: boolean) => void;
}

export function RenewCodesDialog({ email, action, onClose }: RenewCodesDialogProps) {
  const [shown, setShown] = useState(false);
  const [shownOnce] = useState(handover);
  return (
    <Dialog
      open
      alert
      // Esc would lose the only sight of the codes: the button alone closes it.
      onOpenChange={(open) => (open || shown ? undefined : onClose(false))}
      title="New recovery codes"
    >
      {shown ? (
        <CodesShown email={email} take={shownOnce.take} onClose={() => onClose(true)} />
      ) : (
        <ActionForm
          action={handedOver(action, shownOnce, (made) => [made.recoveryCodes.join('\n'), null])}
          check={checkGiven(['password'])}
          fields={['password']}
          onDone={() => setShown(true)}
        >
          <p className="mb-3">The codes you have now stop working.</p>
          <OwnPasswordField />
          <DialogActions>
            <Button onClick={() => onClose(false)}>Cancel</Button>
            <SubmitButton>Make new codes</SubmitButton>
          </DialogActions>
        </ActionForm>
      )}
    </Dialog>
  );
}
