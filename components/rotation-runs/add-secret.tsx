'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchRotation, rotationKey } from '@/lib/client/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { PickField } from '@/components/ui/pick-field';
import { usePaused } from '@/components/ui/use-paused';
import { secretWord } from './run-address';

interface AddSecretProps {
  readonly scope: ScopeSummary;
  /** Nothing is chosen yet. */
  readonly first: boolean;
  readonly onAdd: (word: string) => void;
}

/** Finds a secret at or below the scope by a part of its name, what is due first coming first. */
export function AddSecret({ scope, first, onAdd }: AddSecretProps) {
  const [text, setText] = useState('');
  const [round, setRound] = useState(0);
  const q = usePaused(text.trim());
  const list = useQuery({
    queryKey: rotationKey('pick', scope.id, q),
    queryFn: ({ signal }) =>
      fetchRotation({ scope: scope.id, q: q || undefined, statuses: [] }, null, signal),
    placeholderData: keepPreviousData,
  });
  const secrets = (list.data?.items ?? []).filter(({ subject }) => subject === null);
  return (
    <form
      className="mb-2 flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const word = new FormData(event.currentTarget).get('found');
        if (typeof word !== 'string' || word === '') return;
        onAdd(word);
        setText('');
        setRound(round + 1);
      }}
    >
      <div className="min-w-0 grow">
        <PickField
          // What was added leaves the field.
          key={round}
          name="found"
          label={first ? 'Secret to rotate' : 'Add another secret'}
          placeholder="Part of a name"
          initial={null}
          found={secrets.map(({ key, scope: at }) => ({
            value: secretWord({ path: at.path, key }),
            label: key,
            detail: at.path,
          }))}
          onText={setText}
          empty={
            list.isError
              ? list.error.message
              : list.isPending
                ? ''
                : 'No secret here is called that.'
          }
        />
      </div>
      <Button type="submit" className="mb-4">
        Add
      </Button>
    </form>
  );
}
