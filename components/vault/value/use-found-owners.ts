'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchOwners } from '@/lib/client/owners';
import { ownersKey } from '@/lib/client/query-keys';
import type { PossibleOwner } from '@/lib/contracts/owner';
import { usePaused } from '@/components/ui/use-paused';

/** What a field that finds people or teams by a part of the name needs of its search. */
export function useFoundOwners(kinds: readonly PossibleOwner['kind'][]) {
  const [text, setText] = useState('');
  const asked = usePaused(text.trim());
  const list = useQuery({
    queryKey: ownersKey(asked),
    queryFn: ({ signal }) => fetchOwners(asked, signal),
    placeholderData: keepPreviousData,
  });
  const found = (list.data?.items ?? []).filter(({ kind }) => kinds.includes(kind));
  const none = list.isPending ? '' : 'Nobody here is called that.';
  return {
    found: found.map(({ id, name, detail }) => ({ value: id, label: name, detail })),
    onText: setText,
    empty: list.isError ? list.error.message : none,
  };
}
