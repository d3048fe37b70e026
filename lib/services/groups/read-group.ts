// One group, with the roles it holds.

import 'server-only';
import type { GroupSummary } from '@/lib/contracts/group';
import { listGrantsOfGroups } from '@/lib/db/people/grants';
import type { Context } from '../context';
import { withinSight } from '../members/grants-in-sight';
import { findGroup } from './find-group';
import { groupSummary } from './group-summary';

/** Throws as `findGroup`. Of its roles those in sight are told. */
export async function readGroup(ctx: Context, reference: string): Promise<GroupSummary> {
  const { row, sight } = await findGroup(ctx, reference);
  const { prisma } = ctx.installation.database;
  const grants = await listGrantsOfGroups(prisma, [row.id]);
  return groupSummary(row, await withinSight(prisma, sight, grants), sight);
}
