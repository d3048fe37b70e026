// Lists who is in a group, as far as they are in sight.

import 'server-only';
import type { GroupMemberList } from '@/lib/contracts/group';
import { listGroupMemberRows } from '@/lib/db/people/group-members';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { endableSources } from './endable-sources';
import { findGroup } from './find-group';
import { groupMember } from './group-summary';

export const GROUP_MEMBERS_PER_PAGE = 50;

/** By e-mail; `next` is the id of the last one shown. Throws as `findGroup`. */
export async function listGroupMembers(
  ctx: Context,
  reference: string,
  page: { readonly after?: string | undefined; readonly limit?: number | undefined } = {},
): Promise<GroupMemberList> {
  const { row, sight } = await findGroup(ctx, reference);
  const limit = page.limit ?? GROUP_MEMBERS_PER_PAGE;
  const after = page.after ? (fromTypeId(['user'], page.after) ?? undefined) : undefined;
  const { prisma } = ctx.installation.database;
  const rows = await listGroupMemberRows(prisma, sight, row.id, { after, limit: limit + 1 });
  const endable = endableSources(ctx, row);
  const items = rows.slice(0, limit).map((one) => groupMember(one, endable));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
