'use client';

import type { RoleSummary } from '@/lib/contracts/role';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface DeleteRoleDialogProps {
  readonly role: RoleSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** A role goes when nobody holds it; else the refusal names who does. */
export function DeleteRoleDialog({ role, action, onClose, onDeleted }: DeleteRoleDialogProps) {
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete the role ${role.name}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `${role.name} deleted` });
          onDeleted();
        }}
      >
        <input type="hidden" name="role" value={role.slug} />
        <p>
          It goes only when nobody holds it or is invited to it: you are told who does. The audit
          log keeps its name and what it gave.
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete role</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
