// Gives a person a role on a scope and everything below it.

import 'server-only';
import type { GrantRoleInput, MemberGrant } from '@/lib/contracts/member';
import { addGrant } from '@/lib/db/people/grants';
import { holdScope } from '@/lib/db/scopes/scopes';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { resolveRole } from '../roles/resolve-role';
import { roleGone } from '../roles/role-gone';
import { findActiveColleague } from './find-colleague';
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
  const { role, customRoleId } = given;
  const grant = { id: newUuid(), holder: { userId: found.id }, role, customRoleId };
  const user = { id: found.id, name: found.email };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const added = await addGrant(tx, scope, grant);
      if (added) return added;
      const message = `${found.email} is ${role} of ${scope.path} already.`;
      throw new KeystowError('conflict', message);
    },
    () => ({ in: scope, events: [{ action: 'role.granted', user, scope, role }] }),
  ).catch(roleGone);
  return memberGrant(row);
}
