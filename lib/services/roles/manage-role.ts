// Who may make, change and delete roles: nobody makes one that can do more than he can.

import 'server-only';
import type { MemberSight } from '@/lib/db/people/member-list';
import type { RoleRow } from '@/lib/db/people/roles';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { requireGrantsWithin } from '../members/require-role-within';
import { findRole } from './find-role';

/** Needs `members:manage` on the organization and there all of `permissions`. Throws 403. */
export async function mayMakeRole(
  ctx: Context,
  permissions: readonly string[],
): Promise<AuthorizedScope> {
  const organization = await authorize(ctx, PLATFORM_SCOPE, 'members:manage');
  const asked = { role: '', customRole: { permissions }, scope: organization };
  await requireGrantsWithin(ctx, [asked], '/permissions');
  return organization;
}

/** The same for a role there is, and all that it gives now. Throws 404 as `findRole`. */
export async function manageRole(
  ctx: Context,
  reference: string,
  permissions: readonly string[] = [],
): Promise<{ row: RoleRow; sight: MemberSight; organization: AuthorizedScope }> {
  const found = await findRole(ctx, reference);
  const { row } = found;
  return { ...found, organization: await mayMakeRole(ctx, [...row.permissions, ...permissions]) };
}
