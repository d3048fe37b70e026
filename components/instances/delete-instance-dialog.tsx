'use client';

import type { Instance } from '@/lib/contracts/instance';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import type { InstanceActions } from './instance-actions';

interface DeleteInstanceDialogProps {
  readonly instance: Instance;
  readonly action: InstanceActions['remove'];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Its slug is typed: there is no bin that it could come back from. */
export function DeleteInstanceDialog(props: DeleteInstanceDialogProps) {
  const { instance, action, onClose, onDeleted } = props;
  const { id, slug, name } = instance;
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${name}?`}
    >
      <ActionForm
        action={action}
        fields={['typed']}
        check={(form) =>
          form.get('typed') === slug
            ? []
            : [{ pointer: '/typed', message: `Type ${slug}, exactly as it is written here.` }]
        }
        onDone={() => {
          toast({ title: `Database ${slug} deleted` });
          onDeleted();
        }}
      >
        <input type="hidden" name="id" value={id} />
        <p className="mb-3">
          Its address and password are destroyed here and cannot be brought back. The database
          itself stays as it is, and so does the password there.
        </p>
        <TextField
          name="typed"
          label={`Type ${slug} to confirm`}
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete database</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
