'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchRotation, rotationKey } from '@/lib/client/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { usePaused } from '@/components/ui/use-paused';
import type { Suggestion } from '@/components/ui/suggestion-list';

interface PickableSecrets {
  readonly found: readonly Suggestion[];
  readonly setText: (text: string) => void;
  /** Said when nothing fits. */
  readonly empty: string;
}

/** Secrets with a value at or below the scope by a part of their names, each as SCOPE.NAME; what is due first. */
export function usePickableSecrets(scope: ScopeSummary): PickableSecrets {
  const [text, setText] = useState('');
  const q = usePaused(text.trim());
  const list = useQuery({
    queryKey: rotationKey('pick', scope.id, q),
    queryFn: ({ signal }) =>
      fetchRotation({ scope: scope.id, q: q || undefined, statuses: [] }, null, signal),
    placeholderData: keepPreviousData,
  });
  const secrets = (list.data?.items ?? []).filter(({ subject }) => subject === null);
  return {
    found: secrets.map(({ key, scope: at }) => ({
      value: `${at.path}.${key}`,
      label: key,
      detail: at.path,
    })),
    setText,
    empty: list.isError
      ? list.error.message
      : list.isPending
        ? ''
        : 'No secret here is called that.',
  };
}
