'use client';

import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface RevokeLinkDialogProps {
  readonly link: IntakeLinkSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

/** Says what stops working, and what stays, before it does. */
export function RevokeLinkDialog({ link, action, onClose, onRevoked }: RevokeLinkDialogProps) {
  const toast = useToast();
  const { id, label, asked, answered } = link;
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke the link for ${label}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Link for ${label} revoked`, description: 'it takes no value any more' });
          onRevoked();
        }}
      >
        <input type="hidden" name="id" value={id} />
        <p>
          {count(asked - answered, 'value')} can no longer be entered by it.{' '}
          {answered > 0 ? `What was entered stays: ${count(answered, 'value')}. ` : ''}
          Whoever opens it is told to ask you for a new one.
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Revoke link</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
