// Takes a role on a scope away from a person; his sessions stay, and the lost right ends at once.

import 'server-only';
import { deleteGrant, findGrant } from '@/lib/db/people/grants';
import { findPerson } from '@/lib/db/people/member-list';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { keepAnOwner } from './keep-an-owner';
import { requireRoleWithin } from './require-role-within';

/**
 * Needs `members:manage` on the scope of the role and all that the role gives there. Throws 404 for
 * what is not the caller's to know of, 409 for the last owner of the organization.
 */
export async function revokeRole(ctx: Context, personId: string, grantId: string): Promise<void> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const userId = fromTypeId(['user'], personId);
  const id = fromTypeId(['grant'], grantId);
  const { organizationId } = member;
  const grant = userId && id ? await findGrant(prisma, organizationId, { id, userId }) : null;
  const person = grant && userId ? await findPerson(prisma, organizationId, { id: userId }) : null;
  if (!grant || !person) {
    await recordDenial(ctx, member, 'members:manage', null);
    throw notFound('That role');
  }
  const { kind } = grant.scope;
  const reference = { kinds: [kind], ref: toTypeId(kind, grant.scope.id) };
  const scope = await authorize(ctx, reference, 'members:manage');
  await requireRoleWithin(ctx, scope, grant.role);
  const user = { id: person.id, name: person.email };
  const { role } = grant;
  await recorded(
    ctx,
    async (tx) => {
      if (role === 'owner' && kind === 'organization') {
        await keepAnOwner(tx, organizationId, person.id);
      }
      return deleteGrant(tx, scope, grant.id);
    },
    (gone) => ({
      in: scope,
      events: gone ? [{ action: 'role.revoked', user, scope, role }] : [],
    }),
  );
}
