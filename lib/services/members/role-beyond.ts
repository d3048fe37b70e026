// What of a role goes beyond what somebody may do himself.

import type { Permission } from '@/lib/domain/permissions';
import { isRole, permissionsOfRole } from '@/lib/domain/permissions';
import type { Scope } from '@/lib/domain/scope';
import 'server-only';

/** Empty where `held` covers the role on the scope. */
export function roleBeyond(
  held: ReadonlySet<Permission>,
  role: string,
  scope: Pick<Scope, 'kind'>,
): Permission[] {
  const given = isRole(role) ? permissionsOfRole(role, scope.kind === 'organization') : [];
  return given.filter((one) => !held.has(one));
}
