// Finds a group of the actor's organization, by id or slug.

import 'server-only';
import { findGroupRow } from '@/lib/db/people/groups';
import type { GroupRow } from '@/lib/db/people/groups';
import type { MemberSight } from '@/lib/db/people/member-list';
import { notFound } from '@/lib/domain/errors';
import type { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { memberSight } from '../members/member-sight';

/** For whoever manages people somewhere. Throws 404, recorded, for what is not of his organization. */
export async function findGroup(
  ctx: Context,
  reference: string,
): Promise<{ row: GroupRow; sight: MemberSight }> {
  const sight = await memberSight(ctx);
  const id = fromTypeId(['group'], reference);
  const by = id ? { id } : { slug: reference };
  const row = await findGroupRow(ctx.installation.database.prisma, sight.organizationId, by);
  if (row) return { row, sight };
  await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
  throw noSuchGroup();
}

export function noSuchGroup(): KeystowError {
  return notFound('That group');
}
