'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { usePickableSecrets } from '@/components/rotation/use-pickable-secrets';
import { Button } from '@/components/ui/button';
import { PickField } from '@/components/ui/pick-field';

interface AddSecretProps {
  readonly scope: ScopeSummary;
  /** Nothing is chosen yet. */
  readonly first: boolean;
  readonly onAdd: (word: string) => void;
}

/** Finds a secret at or below the scope by a part of its name, what is due first coming first. */
export function AddSecret({ scope, first, onAdd }: AddSecretProps) {
  const { found, setText, empty } = usePickableSecrets(scope);
  const [round, setRound] = useState(0);
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
          found={found}
          onText={setText}
          empty={empty}
        />
      </div>
      <Button type="submit" className="mb-4">
        Add
      </Button>
    </form>
  );
}
