'use client';

import { PickField } from '@/components/ui/pick-field';
import { useFoundOwners } from '@/components/vault/value/use-found-owners';

interface PersonFieldProps {
  readonly initial: { readonly id: string; readonly name: string } | null;
  readonly hint: string;
}

/** A person of this console, found by a part of the name, sent as `assignee`; teams do nothing themselves. */
export function PersonField({ initial, hint }: PersonFieldProps) {
  return (
    <PickField
      name="assignee"
      label="Person"
      optional
      hint={hint}
      placeholder="Name or e-mail"
      initial={initial && { value: initial.id, label: initial.name }}
      {...useFoundOwners(['person'])}
    />
  );
}
