// How often each role is granted, for those who may know it.

import 'server-only';
import { countGrantsByRole } from '@/lib/db/people/roles';
import type { MemberSight } from '@/lib/db/people/member-list';
import type { Context } from '../context';
import type { GrantCounts } from './role-summary';

/** Null unless the caller manages people of the whole organization. */
export async function roleCounts(
  ctx: Context,
  { organizationId, roots }: MemberSight,
): Promise<GrantCounts> {
  if (!roots.includes(organizationId)) return null;
  return countGrantsByRole(ctx.installation.database.prisma, organizationId);
}
