'use client';

import type { CheckpointWebhookView } from '@/lib/contracts/checkpoint-webhook';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface RemoveWebhookDialogProps {
  readonly log: string;
  readonly webhook: CheckpointWebhookView;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function RemoveWebhookDialog(props: RemoveWebhookDialogProps) {
  const { log, webhook, action, onClose, onDone } = props;
  const toast = useToast();
  const { host } = new URL(webhook.url);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Post no more to ${host}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Nothing goes to ${host} any more` });
          onDone();
        }}
      >
        <input type="hidden" name="id" value={webhook.id} />
        {log === '' ? null : <input type="hidden" name="log" value={log} />}
        <p>What it has it keeps. Changes to the log after that do not show there.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Remove address</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
