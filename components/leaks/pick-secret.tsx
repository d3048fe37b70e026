'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { usePickableSecrets } from '@/components/rotation/use-pickable-secrets';
import { secretWord, type NamedSecret } from '@/components/rotation-runs/run-address';
import { PickField } from '@/components/ui/pick-field';

interface PickSecretProps {
  readonly scope: ScopeSummary;
  readonly initial: NamedSecret | null;
}

/** A secret with a value at or below the scope, found by a part of its name; sends SCOPE.NAME. */
export function PickSecret({ scope, initial }: PickSecretProps) {
  const { found, setText, empty } = usePickableSecrets(scope);
  return (
    <PickField
      name="secret"
      label="Secret that was exposed"
      required
      placeholder="Part of a name"
      initial={initial && { value: secretWord(initial), label: initial.key, detail: initial.path }}
      found={found}
      onText={setText}
      empty={empty}
    />
  );
}
