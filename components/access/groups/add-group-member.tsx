'use client';

import type { GroupMember, GroupSummary } from '@/lib/contracts/group';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';

interface AddGroupMemberProps {
  readonly group: GroupSummary;
  readonly action: FormTarget<GroupMember>;
  readonly onAdded: () => void;
}

/** Puts somebody who has an account into the group. */
export function AddGroupMember({ group, action, onAdded }: AddGroupMemberProps) {
  const toast = useToast();
  return (
    <ActionForm
      className="mt-4"
      action={action}
      fields={['person']}
      check={(form) => {
        const named = String(form.get('person') ?? '').trim() !== '';
        const message = 'Enter the e-mail of somebody who has an account here.';
        return named ? [] : [{ pointer: '/person', message }];
      }}
      onDone={({ name }) => {
        toast({ title: `${name} is in ${group.name}` });
        onAdded();
      }}
    >
      <input type="hidden" name="group" value={group.id} />
      <TextField
        name="person"
        label="Add a person"
        type="email"
        placeholder="ada@example.org"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint="By e-mail. The group’s roles hold at once."
      />
      <SubmitButton tone="plain">Add to group</SubmitButton>
    </ActionForm>
  );
}
