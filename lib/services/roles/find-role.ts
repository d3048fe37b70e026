// Finds a role that the organization made, by id or slug.

import 'server-only';
import { findRoleRow } from '@/lib/db/people/roles';
import type { RoleRow } from '@/lib/db/people/roles';
import type { MemberSight } from '@/lib/db/people/member-list';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { isRole } from '@/lib/domain/permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { memberSight } from '../members/member-sight';

/** For whoever manages people somewhere. Throws 404, recorded, for what is not of his organization. */
export async function findRole(
  ctx: Context,
  reference: string,
): Promise<{ row: RoleRow; sight: MemberSight }> {
  const sight = await memberSight(ctx);
  const id = fromTypeId(['role'], reference);
  const by = id ? { id } : { slug: reference };
  const row = await findRoleRow(ctx.installation.database.prisma, sight.organizationId, by);
  if (row) return { row, sight };
  if (isRole(reference)) {
    throw new KeystowError('conflict', 'That role is built in: make one of your own instead.');
  }
  await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
  throw notFound('That role');
}
