'use client';

import { useState } from 'react';
import type { BegunEnrolment, NewRecoveryCodeList } from '@/lib/contracts/account';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { SubmitButton } from '@/components/ui/submit-button';
import { CodesShown } from './codes-shown';
import { checkGiven, OwnCodeField, OwnPasswordField } from './proof-fields';
import { ScanStep } from './scan-step';

interface EnrolDialogProps {
  readonly email: string;
  /** Takes `password`. */
  readonly begin: FormTarget<BegunEnrolment>;
  /** Takes `code`. */
  readonly confirm: FormTarget<NewRecoveryCodeList>;
  /** Closed; true when the second factor is on now. */
  readonly onClose: (enrolled: boolean) => void;
}

type Step = 'password' | 'scan' | 'codes';

const TITLE: Readonly<Record<Step, string>> = {
  password: 'Set up a second factor',
  scan: 'Connect your authenticator',
  codes: 'The second factor is on',
};

/** Password, seed and first code, recovery codes. Nothing counts before the code is right. */
export function EnrolDialog({ email, begin, confirm, onClose }: EnrolDialogProps) {
  const [step, setStep] = useState<Step>('password');
  const [shownOnce] = useState(handover);
  return (
    <Dialog
      open
      // A slip beside it would lose the seed; Esc, too, would lose the only sight of the codes.
      alert
      onOpenChange={(open) => (open || step === 'codes' ? undefined : onClose(false))}
      title={TITLE[step]}
    >
      {step === 'password' ? (
        <ActionForm
          key="password"
          action={handedOver(begin, shownOnce, ({ address }) => [address, null])}
          check={checkGiven(['password'])}
          fields={['password']}
          onDone={() => setStep('scan')}
        >
          <p className="mb-3">
            After your password, each sign-in will ask for a code that only your authenticator
            knows.
          </p>
          <OwnPasswordField />
          <Actions act="Continue" onCancel={() => onClose(false)} />
        </ActionForm>
      ) : null}
      {step === 'scan' ? (
        <ActionForm
          key="scan"
          action={handedOver(confirm, shownOnce, (made) => [made.recoveryCodes.join('\n'), null])}
          check={checkGiven(['code'])}
          fields={['code']}
          onDone={() => setStep('codes')}
        >
          <ScanStep take={shownOnce.take} />
          <OwnCodeField label="Code it shows now" />
          <Actions act="Turn on" onCancel={() => onClose(false)} />
        </ActionForm>
      ) : null}
      {step === 'codes' ? (
        <CodesShown email={email} take={shownOnce.take} onClose={() => onClose(true)} />
      ) : null}
    </Dialog>
  );
}

function Actions({ act, onCancel }: { readonly act: string; readonly onCancel: () => void }) {
  return (
    <DialogActions>
      <Button onClick={onCancel}>Cancel</Button>
      <SubmitButton>{act}</SubmitButton>
    </DialogActions>
  );
}
