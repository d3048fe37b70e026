// Gives a person a role on a scope and everything below it.

import 'server-only';
import type { GrantRoleInput, MemberGrant } from '@/lib/contracts/member';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { resolveRole } from '../roles/resolve-role';
import { roleGone } from '../roles/role-gone';
import { findActiveColleague } from './find-colleague';
import { giveRole } from './give-role';
import { memberGrant } from './member-summary';
import { requireRoleWithin } from './require-role-within';

/**
 * Needs `members:manage` on the scope and all that the role gives there. `person` is an id or an
 * e-mail: a colleague without a role around the scope is in no list of whoever manages it. Throws 404
 * for somebody else's, 409 for a role that he has there already or one who was deactivated, 422 for a
 * role that does not exist.
 */
export async function grantRole(
  ctx: Context,
  person: string,
  input: GrantRoleInput,
): Promise<MemberGrant> {
  const reference = { kinds: [input.scope.kind], ref: input.scope.id };
  const scope = await authorize(ctx, reference, 'members:manage');
  const { prisma } = ctx.installation.database;
  const given = await resolveRole(prisma, scope.organizationId, input.role);
  await requireRoleWithin(ctx, scope, given);
  const found = await findActiveColleague(ctx, person);
  const row = await giveRole(ctx, scope, given, {
    holder: { userId: found.id },
    name: found.email,
    ref: { user: { id: found.id, name: found.email } },
  }).catch(roleGone);
  return memberGrant(row);
}
