// How a group and its members are shown.

import 'server-only';
import type { GroupMember, GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { GrantRow } from '@/lib/db/people/grants';
import type { GroupMemberRow } from '@/lib/db/people/group-members';
import type { GroupRow } from '@/lib/db/people/groups';
import type { MemberSight } from '@/lib/db/people/member-list';
import { toTypeId } from '@/lib/domain/ids';
import { memberGrant } from '../members/member-summary';

/** `grants` may hold those of other groups. The provider's name is for those who manage groups. */
export function groupSummary(
  row: GroupRow,
  grants: readonly GrantRow[],
  { organizationId, roots }: MemberSight,
): GroupSummary {
  const { slug, name, externalName, members } = row;
  return {
    id: toTypeId('group', row.id),
    slug,
    name,
    externalName: roots.includes(organizationId) ? externalName : null,
    members,
    grants: grants.filter((grant) => grant.group?.id === row.id).map(groupGrant),
    createdAt: row.createdAt.toISOString(),
  };
}

/** As its holder's own: it is through the group only for the people in it. */
export function groupGrant(row: GrantRow): MemberGrant {
  return { ...memberGrant(row), through: null };
}

export function groupMember(row: GroupMemberRow): GroupMember {
  const { name, email, sources } = row;
  return {
    id: toTypeId('user', row.id),
    ...{ name, email, sources },
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    since: row.since.toISOString(),
  };
}

/** As audit events name it. */
export function groupRef({ id, slug }: GroupRow): { id: string; name: string } {
  return { id, name: slug };
}
