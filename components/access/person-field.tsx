'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchOwners } from '@/lib/client/owners';
import { ownersKey } from '@/lib/client/query-keys';
import { PickField } from '@/components/ui/pick-field';
import { usePaused } from '@/components/ui/use-paused';

interface PersonFieldProps {
  readonly initial: { readonly id: string; readonly name: string } | null;
  readonly hint: string;
}

/** A person of this console, found by a part of the name; sent as `assignee`. */
export function PersonField({ initial, hint }: PersonFieldProps) {
  const [text, setText] = useState('');
  const asked = usePaused(text.trim());
  const list = useQuery({
    queryKey: ownersKey(asked),
    queryFn: ({ signal }) => fetchOwners(asked, signal),
    placeholderData: keepPreviousData,
  });
  const people = (list.data?.items ?? []).filter(({ kind }) => kind === 'person');
  return (
    <PickField
      name="assignee"
      label="Person"
      optional
      hint={hint}
      placeholder="Name or e-mail"
      initial={initial && { value: initial.id, label: initial.name }}
      found={people.map(({ id, name, detail }) => ({ value: id, label: name, detail }))}
      onText={setText}
      empty={
        list.isError ? list.error.message : list.isPending ? '' : 'Nobody here is called that.'
      }
    />
  );
}
