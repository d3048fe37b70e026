// Finds a brief that the actor may do something with.

import 'server-only';
import { findBrief as findBriefRow } from '@/lib/db/briefs/briefs';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { Permission } from '@/lib/domain/permissions';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

/**
 * Needs one of the permissions on the brief's app; a token that is limited to names needs all the
 * brief's names within them. Throws 404 when the brief is not the caller's to know of.
 */
export async function findBrief(
  ctx: Context,
  typeId: string,
  wanted: Permission | readonly [Permission, ...Permission[]],
): Promise<{ readonly row: BriefRow; readonly app: AuthorizedScope }> {
  const member = memberOf(ctx);
  const id = fromTypeId(['brief'], typeId);
  const { prisma } = ctx.installation.database;
  const row = id ? await findBriefRow(prisma, member.organizationId, id) : null;
  if (!row) {
    await recordDenial(ctx, member, typeof wanted === 'string' ? wanted : wanted[0], null);
    throw notFound('That brief');
  }
  const reference = { kinds: [row.appKind], ref: toTypeId(row.appKind, row.appId) };
  return { row, app: await authorize(ctx, reference, wanted, row.secretRefs) };
}
