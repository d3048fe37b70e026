'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import type { Instance } from '@/lib/contracts/instance';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { GuardedSheet, useAskToClose } from '@/components/ui/guarded-sheet';
import { SecretField } from '@/components/ui/secret-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import type { InstanceActions } from './instance-actions';

interface InstanceFormSheetProps {
  /** Left out: a new one. */
  readonly changed?: Instance | undefined;
  readonly actions: InstanceActions;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Adds a database connection, or changes its name and address. */
export function InstanceFormSheet(props: InstanceFormSheetProps) {
  const { changed, onClose } = props;
  return (
    <GuardedSheet title={changed ? `Change ${changed.name}` : 'Add database'} onClose={onClose}>
      <InstanceForm {...props} />
    </GuardedSheet>
  );
}

function InstanceForm({ changed, actions, onDone }: InstanceFormSheetProps) {
  const toast = useToast();
  const close = useAskToClose();
  const check = (form: FormData): readonly FormIssue[] => [
    ...(String(form.get('name')).trim() === ''
      ? [{ pointer: '/name', message: 'Give it a name that people will know.' }]
      : []),
    ...(!changed && form.get('url') === ''
      ? [{ pointer: '/url', message: 'Enter the address, with its password.' }]
      : []),
  ];
  return (
    <ActionForm
      action={changed ? actions.change : actions.create}
      check={check}
      fields={['name', 'url']}
      onDone={({ slug }) => {
        toast({ title: `Database ${slug} ${changed ? 'changed' : 'added'}` });
        onDone();
      }}
    >
      {changed ? <input type="hidden" name="id" value={changed.id} /> : null}
      <TextField name="name" label="Name" autoComplete="off" defaultValue={changed?.name} />
      <SecretField
        name="url"
        label="Address"
        optional={changed !== undefined}
        offerLines={false}
        hint={`Such as postgresql://user:password@host:5432/database. Afterwards host, port, database and user are shown, and the password never again.${changed ? ' Left empty, it stays as it is.' : ''}`}
      />
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>{changed ? 'Save database' : 'Add database'}</SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}
