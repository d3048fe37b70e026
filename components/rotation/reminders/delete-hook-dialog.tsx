'use client';

import type { ReminderHookView } from '@/lib/contracts/reminder';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { ReminderActions } from './reminder-actions';

interface DeleteHookDialogProps {
  readonly scope: ScopeSummary;
  readonly hook: ReminderHookView;
  readonly action: ReminderActions['remove'];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function DeleteHookDialog({ scope, hook, action, onClose, onDone }: DeleteHookDialogProps) {
  const toast = useToast();
  const { host } = new URL(hook.url);
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Post no more reminders to ${host}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `No reminders go to ${host} any more` });
          onDone();
        }}
      >
        <input type="hidden" name="scope" value={scope.id} />
        <input type="hidden" name="id" value={hook.id} />
        <p>Reminders that wait for it are dropped, and its signing secret is destroyed.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete webhook</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
