'use client';

import type { CheckpointWebhookView } from '@/lib/contracts/checkpoint-webhook';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { UrlField } from '@/components/ui/url-field';

interface AddWebhookDialogProps {
  readonly log: string;
  readonly action: FormTarget<CheckpointWebhookView>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks where checkpoints are to be posted. */
export function AddWebhookDialog({ log, action, onClose, onDone }: AddWebhookDialogProps) {
  const toast = useToast();
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Post checkpoints to an address"
    >
      <ActionForm
        action={action}
        fields={['url']}
        onDone={({ url }) => {
          toast({ title: `Checkpoints go to ${new URL(url).host}` });
          onDone();
        }}
      >
        {log === '' ? null : <input type="hidden" name="log" value={log} />}
        <UrlField
          name="url"
          label="Address"
          placeholder="https://archive.example.org/keystow"
          hint="Stored and shown as it is: it is no place for a secret. Each new checkpoint is posted as text, signed and without a secret; what is answered is not kept."
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Add address</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
