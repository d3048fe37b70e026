// Who may change a group and who is in it: whoever could give all that it gives.

import 'server-only';
import { listGrantsOfGroups } from '@/lib/db/people/grants';
import type { GrantRow } from '@/lib/db/people/grants';
import type { GroupRow } from '@/lib/db/people/groups';
import type { MemberSight } from '@/lib/db/people/member-list';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { requireGrantsWithin } from '../members/require-role-within';
import { findGroup } from './find-group';

export interface ManagedGroup {
  readonly row: GroupRow;
  readonly grants: readonly GrantRow[];
  readonly organization: AuthorizedScope;
  readonly sight: MemberSight;
}

/**
 * Needs `members:manage` on the organization and, because whoever is added has them too, all that the
 * group's roles give where they hold. Throws 404 as `findGroup`, 403 otherwise.
 */
export async function manageGroup(ctx: Context, reference: string): Promise<ManagedGroup> {
  const found = await findGroup(ctx, reference);
  const organization = await authorize(ctx, PLATFORM_SCOPE, 'members:manage');
  const grants = await listGrantsOfGroups(ctx.installation.database.prisma, [found.row.id]);
  await requireGrantsWithin(ctx, grants, '');
  return { ...found, grants, organization };
}
