'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';

interface RenameScopeDialogProps {
  readonly scope: ScopeSummary;
  readonly action: FormTarget<ScopeSummary>;
  readonly onClose: () => void;
  readonly onRenamed: () => void;
}

/** Gives a scope another name and says that its address stays. */
export function RenameScopeDialog(props: RenameScopeDialogProps) {
  const { scope, action, onClose, onRenamed } = props;
  const toast = useToast();
  const address =
    scope.kind === 'organization' ? (
      'Addresses stay as they are.'
    ) : (
      <>
        Its slug stays <span className="font-mono">{scope.slug}</span>: programs use it as an
        address.
      </>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Rename ${scope.name}`}
    >
      <ActionForm
        action={action}
        fields={['name']}
        onDone={({ name }) => {
          toast({ title: `${scope.name} is now ${name}` });
          onRenamed();
        }}
      >
        <input type="hidden" name="scope" value={scope.id} />
        <TextField
          name="name"
          label="Name"
          defaultValue={scope.name}
          maxLength={200}
          autoComplete="off"
          hint={address}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Rename {scope.kind}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
