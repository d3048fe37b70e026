// How a role is shown: one the organization made, or a built-in one.

import 'server-only';
import type { RoleSummary } from '@/lib/contracts/role';
import type { RoleRow } from '@/lib/db/people/roles';
import { toTypeId } from '@/lib/domain/ids';
import { isPermission, permissionsOfRole, ROLES } from '@/lib/domain/permissions';
import type { Role } from '@/lib/domain/permissions';
import { ROLE_WORDS } from '@/lib/domain/role-words';

/** How often each role is granted, by slug; null where that is not the caller's to know. */
export type GrantCounts = ReadonlyMap<string, number> | null;

export function roleSummary(row: RoleRow, counts: GrantCounts): RoleSummary {
  const { slug, name, description } = row;
  return {
    id: toTypeId('role', row.id),
    ...{ slug, name, description },
    builtIn: false,
    permissions: row.permissions.filter(isPermission),
    grants: counts && (counts.get(slug) ?? 0),
    createdAt: row.createdAt.toISOString(),
  };
}

export function builtInRoles(counts: GrantCounts): RoleSummary[] {
  return ROLES.map((role) => builtInRole(role, counts));
}

export function builtInRole(slug: Role, counts: GrantCounts): RoleSummary {
  return {
    id: null,
    slug,
    name: slug,
    description: ROLE_WORDS[slug],
    builtIn: true,
    permissions: [...permissionsOfRole(slug, true)],
    grants: counts && (counts.get(slug) ?? 0),
    createdAt: null,
  };
}
