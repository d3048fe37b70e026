'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { DELIVERIES_REMARK } from '@/lib/domain/role-words';
import { choiceOf, labelOf } from '@/components/scopes/scope-choice';
import { SelectField } from '@/components/ui/select-field';
import { useRoles } from './roles/use-roles';
import { rolesOffered } from './roles-offered';

interface RoleFieldsProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** Chosen at first. */
  readonly scope: ScopeSummary;
  /** For a group, which is never owner. */
  readonly forGroup?: boolean | undefined;
}

/** Where, and which role, with what it may do there; what the person asking may not give is not offered. */
export function RoleFields({ scopes, grants, scope: initial, forGroup = false }: RoleFieldsProps) {
  const [chosen, setChosen] = useState(initial);
  const [wanted, setWanted] = useState('viewer');
  const own = useRoles().data?.items.filter((one) => !one.builtIn) ?? [];
  const places = scopes.filter((one) => rolesOffered(scopes, grants, one).length > 0);
  const scope = places.find((one) => one.id === chosen.id) ?? places[0] ?? chosen;
  const roles = rolesOffered(scopes, grants, scope, own).filter(
    ({ slug }) => !forGroup || slug !== 'owner',
  );
  const role = roles.find(({ slug }) => slug === wanted) ?? roles.at(-1);
  const given = role?.given ?? [];
  return (
    <>
      <SelectField
        name="scope"
        label="Scope"
        value={choiceOf(scope)}
        choices={places.map((one) => ({ value: choiceOf(one), label: labelOf(one) }))}
        onChange={(event) => {
          const next = places.find((one) => choiceOf(one) === event.currentTarget.value);
          if (next) setChosen(next);
        }}
        hint="The role holds there and for everything below."
      />
      <SelectField
        name="role"
        label="Role"
        value={role?.slug ?? ''}
        choices={roles.map(({ slug }) => ({ value: slug, label: slug }))}
        onChoose={setWanted}
        hint={role?.words}
      />
      <p className="mb-4 font-mono text-12 break-words text-ink-muted">{given.join(' ')}</p>
      {given.includes('deliveries:create') ? <p className="mb-4">{DELIVERIES_REMARK}</p> : null}
    </>
  );
}
