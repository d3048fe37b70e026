// Which roles somebody may give on a scope: none that can do more there than he can.

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/token-form';
import { permissionsOfRole, ROLES, type Role } from '@/lib/domain/permissions';
import { permissionsAt } from '@/components/tokens/permissions-at';

/** Empty where he does not manage people. */
export function rolesOffered(
  scopes: readonly ScopeSummary[],
  grants: readonly OwnGrant[],
  scope: ScopeSummary,
): readonly Role[] {
  const held = permissionsAt(scopes, grants, scope);
  if (!held.includes('members:manage')) return [];
  const onOrganization = scope.kind === 'organization';
  return ROLES.filter((role) =>
    permissionsOfRole(role, onOrganization).every((one) => held.includes(one)),
  );
}
