// Finds a person whom the actor may see, with what he may see of him.

import 'server-only';
import { findMemberRow } from '@/lib/db/people/member-list';
import type { MemberRow, MemberSight } from '@/lib/db/people/member-list';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { memberSight } from './member-sight';

/** Throws 404, recorded, for whoever has no role around a scope where the actor manages people. */
export async function findMember(
  ctx: Context,
  typeId: string,
): Promise<{ row: MemberRow; sight: MemberSight }> {
  const sight = await memberSight(ctx);
  const id = fromTypeId(['user'], typeId);
  const row = id ? await findMemberRow(ctx.installation.database.prisma, sight, id) : null;
  if (row) return { row, sight };
  await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
  throw notFound('That person');
}
