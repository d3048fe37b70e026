// How a person and his roles are shown.

import 'server-only';
import type { MemberGrant, MemberSummary } from '@/lib/contracts/member';
import type { GrantRow } from '@/lib/db/people/grants';
import type { MemberRow } from '@/lib/db/people/member-list';
import { toTypeId } from '@/lib/domain/ids';
import { permissionsOfGrant } from '@/lib/domain/permissions';

/** `grants` may hold those of other people. */
export function memberSummary(row: MemberRow, grants: readonly GrantRow[]): MemberSummary {
  return {
    id: toTypeId('user', row.id),
    name: row.name,
    email: row.email,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    secondFactor: row.secondFactor,
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    grants: grants.filter((grant) => grant.userId === row.id).map(memberGrant),
  };
}

export function memberGrant({ id, role, customRole, scope, createdAt }: GrantRow): MemberGrant {
  const { kind, path } = scope;
  return {
    id: toTypeId('grant', id),
    role,
    scope: { kind, id: toTypeId(kind, scope.id), path },
    permissions: [
      ...permissionsOfGrant(role, customRole?.permissions ?? null, kind === 'organization'),
    ],
    createdAt: createdAt.toISOString(),
  };
}
