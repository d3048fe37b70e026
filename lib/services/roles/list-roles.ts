// Lists the roles that can be granted: the built-in ones, then the organization's own.

import 'server-only';
import type { RoleList } from '@/lib/contracts/role';
import { listRoleRows } from '@/lib/db/people/roles';
import { memberSight } from '../members/member-sight';
import type { Context } from '../context';
import { roleCounts } from './role-counts';
import { builtInRoles, roleSummary } from './role-summary';

/** For whoever manages people somewhere, else 403. All at once: there are `ROLES_MAX` at most. */
export async function listRoles(ctx: Context): Promise<RoleList> {
  const sight = await memberSight(ctx);
  const counts = await roleCounts(ctx, sight);
  const rows = await listRoleRows(ctx.installation.database.prisma, sight.organizationId);
  const own = rows.map((row) => roleSummary(row, counts));
  return { items: [...builtInRoles(counts), ...own], next: null };
}
