'use client';

import type { InvitationSummary } from '@/lib/contracts/invitation';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface RevokeInvitationDialogProps {
  readonly invitation: InvitationSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

export function RevokeInvitationDialog(props: RevokeInvitationDialogProps) {
  const { invitation, action, onClose, onRevoked } = props;
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke the invitation of ${invitation.email}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Invitation of ${invitation.email} revoked` });
          onRevoked();
        }}
      >
        <input type="hidden" name="id" value={invitation.id} />
        <p>The link stops working at once. It cannot be brought back: make another instead.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Revoke invitation</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
