// Which roles somebody may give on a scope: none that can do more there than he can.

import type { RoleSummary } from '@/lib/contracts/role';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { permissionsOfGrant, ROLES, type Permission } from '@/lib/domain/permissions';
import { ROLE_WORDS } from '@/lib/domain/role-words';
import { permissionsAt } from '@/components/scopes/permissions-at';

/** A role as a form offers it. */
export interface OfferedRole {
  readonly slug: string;
  /** What it is for, in words. */
  readonly words: string;
  /** What it gives on the scope. */
  readonly given: readonly Permission[];
}

/** Empty where he does not manage people. `own` are roles that the organization made. */
export function rolesOffered(
  scopes: readonly ScopeSummary[],
  grants: readonly OwnGrant[],
  scope: ScopeSummary,
  own: readonly RoleSummary[] = [],
): readonly OfferedRole[] {
  const held = permissionsAt(scopes, grants, scope);
  if (!held.includes('members:manage')) return [];
  const onOrganization = scope.kind === 'organization';
  const all = [
    ...ROLES.map((slug) => ({ slug, words: ROLE_WORDS[slug], permissions: null })),
    ...own.map((role) => ({ ...role, words: role.description ?? role.name })),
  ];
  return all
    .map(({ slug, words, permissions }) => {
      return { slug, words, given: permissionsOfGrant(slug, permissions, onOrganization) };
    })
    .filter(({ given }) => given.length > 0 && given.every((one) => held.includes(one)));
}
