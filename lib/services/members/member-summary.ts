// How a person and his roles are shown.

import 'server-only';
import type { MemberGrant, MemberSummary } from '@/lib/contracts/member';
import type { GrantRow, HeldGrantRow } from '@/lib/db/people/grants';
import type { MemberRow } from '@/lib/db/people/member-list';
import { toTypeId } from '@/lib/domain/ids';
import { permissionsOfGrant } from '@/lib/domain/permissions';

/** `grants` may hold those of other people. */
export function memberSummary(row: MemberRow, grants: readonly HeldGrantRow[]): MemberSummary {
  return {
    id: toTypeId('user', row.id),
    name: row.name,
    email: row.email,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    password: row.password,
    secondFactor: row.secondFactor,
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    grants: grants.filter((grant) => grant.holderId === row.id).map(memberGrant),
  };
}

export function memberGrant(row: GrantRow): MemberGrant {
  const { id, role, group, customRole, scope, createdAt } = row;
  const { kind, path } = scope;
  return {
    id: toTypeId('grant', id),
    role,
    through: group && { id: toTypeId('group', group.id), slug: group.slug, name: group.name },
    scope: { kind, id: toTypeId(kind, scope.id), path },
    permissions: [
      ...permissionsOfGrant(role, customRole?.permissions ?? null, kind === 'organization'),
    ],
    createdAt: createdAt.toISOString(),
  };
}
