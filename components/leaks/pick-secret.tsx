'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchRotation, rotationKey } from '@/lib/client/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { secretWord, type NamedSecret } from '@/components/rotation-runs/run-address';
import { PickField } from '@/components/ui/pick-field';
import { usePaused } from '@/components/ui/use-paused';

interface PickSecretProps {
  readonly scope: ScopeSummary;
  readonly initial: NamedSecret | null;
}

/** A secret with a value at or below the scope, found by a part of its name; sends SCOPE.NAME. */
export function PickSecret({ scope, initial }: PickSecretProps) {
  const [text, setText] = useState('');
  const q = usePaused(text.trim());
  const list = useQuery({
    queryKey: rotationKey('pick', scope.id, q),
    queryFn: ({ signal }) =>
      fetchRotation({ scope: scope.id, q: q || undefined, statuses: [] }, null, signal),
    placeholderData: keepPreviousData,
  });
  const found = (list.data?.items ?? []).filter(({ subject }) => subject === null);
  return (
    <PickField
      name="secret"
      label="Secret that was exposed"
      required
      placeholder="Part of a name"
      initial={initial && { value: secretWord(initial), label: initial.key, detail: initial.path }}
      found={found.map(({ key, scope: at }) => ({
        value: secretWord({ path: at.path, key }),
        label: key,
        detail: at.path,
      }))}
      onText={setText}
      empty={
        list.isError ? list.error.message : list.isPending ? '' : 'No secret here is called that.'
      }
    />
  );
}
