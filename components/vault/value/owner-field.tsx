'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { PickField } from '@/components/ui/pick-field';
import { useFoundOwners } from './use-found-owners';

/** Who answers for a secret: a person or a team, found by a part of the name. */
export function OwnerField({ owner }: { readonly owner: SecretSummary['owner'] }) {
  return (
    <PickField
      name="owner"
      label="Owner"
      optional
      hint="The person or team who answers for it."
      placeholder="Name, e-mail or team"
      initial={owner && { value: owner.id, label: owner.name }}
      {...useFoundOwners(['person', 'team'])}
    />
  );
}
