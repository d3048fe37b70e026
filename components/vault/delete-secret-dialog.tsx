'use client';

import { useRef } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { neighbourOf, rowOf } from './row-of';
import { useRestore } from './use-restore';

interface DeleteSecretDialogProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<unknown>;
  readonly restore: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
  readonly onRestored: (key: string) => void;
}

export function DeleteSecretDialog(props: DeleteSecretDialogProps) {
  const { secret, action, onClose, onDeleted } = props;
  const restore = useRestore(secret.scope.path, props.restore);
  const toast = useToast();
  const deleted = useRef(false);

  async function undo() {
    const refusal = await restore(secret);
    if (refusal === null) props.onRestored(secret.key);
    else toast({ title: `${secret.key} stays in the bin`, description: refusal, tone: 'danger' });
  }

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
          toast({
            title: `${secret.key} deleted`,
            description: 'in the bin for 30 days',
            action: { label: 'Undo', run: () => void undo() },
          });
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
