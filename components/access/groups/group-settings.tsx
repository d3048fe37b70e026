'use client';

import { useState } from 'react';
import type { GroupSummary } from '@/lib/contracts/group';
import { Button } from '@/components/ui/button';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { DeleteGroupDialog } from './delete-group-dialog';
import type { GroupActions } from './group-actions';
import { ProviderNameField } from './provider-name-field';

interface GroupSettingsProps {
  readonly group: GroupSummary;
  readonly actions: GroupActions;
  readonly onChanged: () => void;
  readonly onDeleted: () => void;
}

/** What a group is called, here and at the identity provider, and its end. */
export function GroupSettings({ group, actions, onChanged, onDeleted }: GroupSettingsProps) {
  const toast = useToast();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <section aria-labelledby="group-names" className="mt-5 border-t border-line pt-4">
        <h2 id="group-names" className="mb-2 font-medium">
          Names
        </h2>
        <ActionForm
          action={actions.change}
          fields={['name', 'externalName']}
          onDone={({ name }) => {
            toast({ title: `${name} changed` });
            onChanged();
          }}
        >
          <input type="hidden" name="group" value={group.id} />
          <TextField
            name="name"
            label="Name"
            autoComplete="off"
            defaultValue={group.name}
            hint={
              <>
                Its slug <span className="font-mono">{group.slug}</span> stays.
              </>
            }
          />
          <ProviderNameField initial={group.externalName} />
          <SubmitButton tone="plain">Save names</SubmitButton>
        </ActionForm>
      </section>
      <section aria-labelledby="group-danger" className="mt-5 border-t border-line pt-4">
        <h2 id="group-danger" className="mb-2 font-medium">
          Danger
        </h2>
        <Button tone="quiet-danger" onClick={() => setDeleting(true)}>
          Delete group…
        </Button>
      </section>
      {deleting ? (
        <DeleteGroupDialog
          group={group}
          action={actions.remove}
          onClose={() => setDeleting(false)}
          onDeleted={onDeleted}
        />
      ) : null}
    </>
  );
}
