// What of a role goes beyond what somebody may do himself.

import type { Permission } from '@/lib/domain/permissions';
import { permissionsOfGrant } from '@/lib/domain/permissions';
import type { Scope } from '@/lib/domain/scope';
import 'server-only';

/** A role as grants and invitations hold it; `customRole` is null for a built-in one. */
export interface GivenRole {
  readonly role: string;
  readonly customRole: { readonly permissions: readonly string[] } | null;
}

/** Empty where `held` covers the role on the scope. */
export function roleBeyond(
  held: ReadonlySet<Permission>,
  { role, customRole }: GivenRole,
  scope: Pick<Scope, 'kind'>,
): Permission[] {
  const onOrganization = scope.kind === 'organization';
  const given = permissionsOfGrant(role, customRole?.permissions ?? null, onOrganization);
  return given.filter((one) => !held.has(one));
}
