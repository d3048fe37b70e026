'use client';

import { useRef } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { neighbourOf, rowOf } from './row-of';

interface DeleteSecretDialogProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteSecretDialog(props: DeleteSecretDialogProps) {
  const { secret, action, onClose, onDeleted } = props;
  const toast = useToast();
  const deleted = useRef(false);
  return (
    <Dialog
      finalFocus={() => (deleted.current ? neighbourOf : rowOf)(secret.key) ?? true}
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${secret.key}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          deleted.current = true;
          toast({ title: `${secret.key} deleted`, description: 'in the bin for 30 days' });
          onDeleted();
        }}
      >
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <ul className="list-disc space-y-1 pl-4">
          <li>
            It leaves <span className="font-mono">{secret.scope.path}</span> and stays in the bin
            for 30 days.
          </li>
          <li>Running processes keep what they have.</li>
          <li>What gets it at the next start loses it.</li>
        </ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete secret</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
