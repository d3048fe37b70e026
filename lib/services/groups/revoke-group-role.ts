// Takes a role on a scope away from a group: its members lose it at once.

import 'server-only';
import { deleteGrant, findGrant } from '@/lib/db/people/grants';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { requireRoleWithin } from '../members/require-role-within';
import { recorded } from '../recorded';
import { findGroup } from './find-group';
import { groupRef } from './group-summary';

/**
 * Needs `members:manage` on the scope of the role and all that the role gives there. Throws 404 as
 * `findGroup` and for a role that is not the group's or not in sight.
 */
export async function revokeGroupRole(
  ctx: Context,
  reference: string,
  grantId: string,
): Promise<void> {
  const { row: group, sight } = await findGroup(ctx, reference);
  const id = fromTypeId(['grant'], grantId);
  const { prisma } = ctx.installation.database;
  const grant = id ? await findGrant(prisma, sight.organizationId, id) : null;
  if (grant?.group?.id !== group.id) {
    await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
    throw notFound('That role');
  }
  const { kind } = grant.scope;
  const place = { kinds: [kind], ref: toTypeId(kind, grant.scope.id) };
  const scope = await authorize(ctx, place, 'members:manage');
  await requireRoleWithin(ctx, scope, grant);
  const { role } = grant;
  await recorded(
    ctx,
    (tx) => deleteGrant(tx, scope, grant.id),
    (gone) => ({
      in: scope,
      events: gone ? [{ action: 'role.revoked', group: groupRef(group), scope, role }] : [],
    }),
  );
}
