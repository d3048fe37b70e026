// Who may deactivate and reactivate the account of a person.

import 'server-only';
import { listGrantsOf } from '@/lib/db/people/grants';
import type { MemberRow } from '@/lib/db/people/member-list';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { findMember } from './find-member';
import { requireGrantsWithin } from './require-role-within';

/**
 * Needs `members:manage` on the organization and all that the person's roles give, those through
 * groups included: an admin does not shut an owner out. Throws 404 as `findMember`, 403 otherwise.
 */
export async function manageAccount(
  ctx: Context,
  typeId: string,
): Promise<{ row: MemberRow; organization: AuthorizedScope }> {
  const { row } = await findMember(ctx, typeId);
  const organization = await authorize(ctx, PLATFORM_SCOPE, 'members:manage');
  await requireGrantsWithin(ctx, await listGrantsOf(ctx.installation.database.prisma, [row.id]));
  return { row, organization };
}
