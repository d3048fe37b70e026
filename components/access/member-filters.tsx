'use client';

import { ROLES } from '@/lib/domain/permissions';
import { controlClass, controlHeight } from '@/components/ui/field';
import { useSearch } from '@/components/ui/use-search';
import { FilterField } from '@/components/ui/filter-field';
import { firstMember } from './member-row';
import { useRoles } from './roles/use-roles';

/** Narrows the list; what was chosen is in the address. */
export function MemberFilters() {
  const search = useSearch();
  const roles = useRoles().data?.items.map(({ slug }) => slug) ?? ROLES;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterField
        label="Filter people"
        filter={search.get('q') ?? ''}
        onFilter={(q) => search.replace({ q })}
        onLeave={() => firstMember()?.focus()}
      />
      <select
        aria-label="Role"
        value={search.get('role') ?? ''}
        onChange={(event) => search.replace({ role: event.currentTarget.value })}
        className={`${controlClass} ${controlHeight} max-w-40`}
      >
        <option value="">Any role</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </select>
    </div>
  );
}
