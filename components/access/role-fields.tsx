'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/token-form';
import { permissionsOfRole, type Role } from '@/lib/domain/permissions';
import { DELIVERIES_REMARK, ROLE_WORDS } from '@/lib/domain/role-words';
import { choiceOf, labelOf } from '@/components/scopes/scope-choice';
import { SelectField } from '@/components/ui/select-field';
import { rolesOffered } from './roles-offered';

interface RoleFieldsProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** Chosen at first. */
  readonly scope: ScopeSummary;
}

/** Where, and which role, with what it may do there; what the person asking may not give is not offered. */
export function RoleFields({ scopes, grants, scope: initial }: RoleFieldsProps) {
  const [chosen, setChosen] = useState(initial);
  const [wanted, setWanted] = useState<Role>('viewer');
  const places = scopes.filter((one) => rolesOffered(scopes, grants, one).length > 0);
  const scope = places.find((one) => one.id === chosen.id) ?? places[0] ?? chosen;
  const roles = rolesOffered(scopes, grants, scope);
  const role = roles.includes(wanted) ? wanted : (roles.at(-1) ?? 'viewer');
  const given = permissionsOfRole(role, scope.kind === 'organization');
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
        value={role}
        choices={roles.map((one) => ({ value: one, label: one }))}
        onChoose={setWanted}
        hint={ROLE_WORDS[role]}
      />
      <p className="mb-4 font-mono text-12 break-words text-ink-muted">{given.join(' ')}</p>
      {given.includes('deliveries:create') ? <p className="mb-4">{DELIVERIES_REMARK}</p> : null}
    </>
  );
}
