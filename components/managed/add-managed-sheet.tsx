'use client';

import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import type { ManagedActions } from './managed-actions';

interface AddManagedSheetProps {
  readonly action: ManagedActions['add'];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const REQUIRED = [
  ['name', 'Give the name of a variable, such as BILLING_API_KEY.'],
  ['purpose', 'Say what it is for.'],
] as const;

function check(form: FormData) {
  return REQUIRED.filter(([field]) => String(form.get(field) ?? '').trim() === '').map(
    ([field, message]) => ({ pointer: `/${field}`, message }),
  );
}

/** A name that is looked for from now on: presence, strength, source and age. */
export function AddManagedSheet({ action, onClose, onDone }: AddManagedSheetProps) {
  const toast = useToast();
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="Add entry">
      <ActionForm
        action={action}
        fields={['name', 'purpose']}
        check={check}
        onDone={({ name }) => {
          toast({ title: `${name} is in the catalogue` });
          onDone();
        }}
      >
        <TextField
          name="name"
          label="Name"
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint="billing/api_key means BILLING_API_KEY. It is looked for where the console’s own secrets are."
        />
        <TextField name="purpose" label="What for" autoComplete="off" />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Add entry</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
