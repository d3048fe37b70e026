// Gives a group a role on a scope: all of its members hold it at once.

import 'server-only';
import type { GrantRoleInput, MemberGrant } from '@/lib/contracts/member';
import { isForeignKeyViolation } from '@/lib/db/connection/sql-state';
import { ruleBroken } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { giveRole } from '../members/give-role';
import { requireRoleWithin } from '../members/require-role-within';
import { resolveRole } from '../roles/resolve-role';
import { roleGone } from '../roles/role-gone';
import { findGroup } from './find-group';
import { groupGrant, groupRef } from './group-summary';

/**
 * Needs `members:manage` on the scope and all that the role gives there. Throws 404 as `findGroup` and
 * for somebody else's scope, 409 for a role that it has there already, 422 for `owner` and for a role
 * that does not exist.
 */
export async function grantGroupRole(
  ctx: Context,
  reference: string,
  input: GrantRoleInput,
): Promise<MemberGrant> {
  const { row: group } = await findGroup(ctx, reference);
  const place = { kinds: [input.scope.kind], ref: input.scope.id };
  const scope = await authorize(ctx, place, 'members:manage');
  const { prisma } = ctx.installation.database;
  const given = await resolveRole(prisma, scope.organizationId, input.role);
  if (given.role === 'owner') throw neverOwner();
  await requireRoleWithin(ctx, scope, given);
  const row = await giveRole(ctx, scope, given, {
    holder: { groupId: group.id },
    name: group.name,
    ref: { group: groupRef(group) },
  }).catch(async (error: unknown) => {
    if (isForeignKeyViolation(error)) await findGroup(ctx, reference);
    return roleGone(error);
  });
  return groupGrant(row);
}

function neverOwner(): KeystowError {
  const message = 'A group is never owner: make each of its people owner by name, or choose admin.';
  return ruleBroken('/role', 'owner_is_a_person', message);
}
