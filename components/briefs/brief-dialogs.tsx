'use client';

import type { BriefSummary } from '@/lib/contracts/brief';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { WithoutToken } from './make-brief-sheet';

interface DialogProps<T> {
  readonly brief: BriefSummary;
  readonly action: FormTarget<T>;
  readonly onClose: () => void;
  readonly onDone: (result: T) => void;
}

export function RevokeBriefDialog({ brief, action, onClose, onDone }: DialogProps<unknown>) {
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke ${brief.title}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={(result) => {
          toast({
            title: `Brief ${brief.title} revoked`,
            description: 'it begins no run any more',
          });
          onDone(result);
        }}
      >
        <input type="hidden" name="id" value={brief.id} />
        <ul className="list-disc space-y-1 pl-4">
          <li>Its callback token takes nothing any more, and no new one is issued.</li>
          {brief.consumedAt ? (
            <li>
              What was handed over cannot be taken back, and a run that goes on is not ended.
              Replace the secrets where that is not enough.
            </li>
          ) : null}
        </ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Revoke brief</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

export function ReissueDialog({ brief, action, onClose, onDone }: DialogProps<WithoutToken>) {
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`New callback token for ${brief.title}?`}
    >
      <ActionForm action={action} fields={[]} onDone={onDone}>
        <input type="hidden" name="id" value={brief.id} />
        <p>
          The one before ends at once. The new one begins one run, until the brief itself ends, and
          is shown this once.
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Issue new token</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
