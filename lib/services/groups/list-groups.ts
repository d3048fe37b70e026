// Lists groups of people with the roles they hold.

import 'server-only';
import type { GroupList, ListGroupsQuery } from '@/lib/contracts/group';
import { listGrantsOfGroups } from '@/lib/db/people/grants';
import { listGroupRows } from '@/lib/db/people/groups';
import type { Context } from '../context';
import { withinSight } from '../members/grants-in-sight';
import { memberSight } from '../members/member-sight';
import { groupSummary } from './group-summary';

export const GROUPS_PER_PAGE = 50;

/** For whoever manages people somewhere, else 403. By slug; `next` is the slug of the last one shown. */
export async function listGroups(ctx: Context, query: ListGroupsQuery = {}): Promise<GroupList> {
  const { q, after, limit = GROUPS_PER_PAGE } = query;
  const sight = await memberSight(ctx);
  const { prisma } = ctx.installation.database;
  const page = { q, after, limit: limit + 1 };
  const rows = await listGroupRows(prisma, sight.organizationId, page);
  const shown = rows.slice(0, limit);
  const ids = shown.map((row) => row.id);
  const grants = await withinSight(prisma, sight, await listGrantsOfGroups(prisma, ids));
  const items = shown.map((row) => groupSummary(row, grants, sight));
  return { items, next: rows.length > limit ? (items.at(-1)?.slug ?? null) : null };
}
