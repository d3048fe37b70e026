'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchOwners } from '@/lib/client/owners';
import { ownersKey } from '@/lib/client/query-keys';
import type { SecretSummary } from '@/lib/contracts/secret';
import { PickField } from '@/components/ui/pick-field';
import { usePaused } from '@/components/ui/use-paused';

/** Who answers for a secret: a person or a team, found by a part of the name. */
export function OwnerField({ owner }: { readonly owner: SecretSummary['owner'] }) {
  const [text, setText] = useState('');
  const asked = usePaused(text.trim());
  const list = useQuery({
    queryKey: ownersKey(asked),
    queryFn: ({ signal }) => fetchOwners(asked, signal),
    placeholderData: keepPreviousData,
  });
  const found = list.data?.items ?? [];
  return (
    <PickField
      name="owner"
      label="Owner"
      optional
      hint="The person or team who answers for it."
      placeholder="Name, e-mail or team"
      initial={owner && { value: owner.id, label: owner.name }}
      found={found.map(({ id, name, detail }) => ({ value: id, label: name, detail }))}
      onText={setText}
      empty={
        list.isError ? list.error.message : list.isPending ? '' : 'Nobody here is called that.'
      }
    />
  );
}
