// How a group and its members are shown.

import 'server-only';
import type { GroupMember, GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { GrantRow } from '@/lib/db/people/grants';
import type { GroupMemberRow, MembershipSource } from '@/lib/db/people/group-members';
import type { GroupRow } from '@/lib/db/people/groups';
import type { MemberSight } from '@/lib/db/people/member-list';
import { toTypeId } from '@/lib/domain/ids';
import { memberGrant } from '../members/member-summary';

/**
 * `grants` may hold those of other groups. The provider's name and how many are in it are for those who
 * manage people everywhere.
 */
export function groupSummary(
  row: GroupRow,
  grants: readonly GrantRow[],
  { organizationId, roots }: MemberSight,
): GroupSummary {
  const { slug, name, externalName, members } = row;
  const everywhere = roots.includes(organizationId);
  return {
    id: toTypeId('group', row.id),
    slug,
    name,
    externalName: everywhere ? externalName : null,
    members: everywhere ? members : null,
    grants: grants.filter((grant) => grant.group?.id === row.id).map(groupGrant),
    createdAt: row.createdAt.toISOString(),
  };
}

/** As its holder's own: it is through the group only for the people in it. */
export function groupGrant(row: GrantRow): MemberGrant {
  return { ...memberGrant(row), through: null };
}

/** `endable`: as `endableSources` says of the group. */
export function groupMember(
  row: GroupMemberRow,
  endable: readonly MembershipSource[],
): GroupMember {
  const { name, email, sources } = row;
  return {
    id: toTypeId('user', row.id),
    ...{ name, email, sources },
    removable: sources.filter((source) => endable.includes(source)),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    since: row.since.toISOString(),
  };
}

/** As audit events name it. */
export function groupRef({ id, slug }: GroupRow): { id: string; name: string } {
  return { id, name: slug };
}
