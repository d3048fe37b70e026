// Reads one brief: the task, the names it asks for and what became of it, no values.

import 'server-only';
import type { Brief } from '@/lib/contracts/brief';
import { findBrief as findBriefRow, readTask } from '@/lib/db/briefs/briefs';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { briefSummary } from './brief-summary';
import { findBrief } from './find-brief';

/**
 * Needs `briefs:create` or `secrets:list` on its app, and of a token that is limited to names all of
 * the brief's; the callback token of a brief reads that one. Throws 404 for what is not the caller's
 * to know of.
 */
export async function readBrief(ctx: Context, typeId: string): Promise<Brief> {
  const row = await rowInSight(ctx, typeId);
  const task = await readTask(ctx.installation.database.prisma, row.id);
  return { ...briefSummary(row, ctx.actor), task };
}

async function rowInSight(ctx: Context, typeId: string): Promise<BriefRow> {
  const { actor, installation } = ctx;
  if (actor.kind !== 'brief') {
    return (await findBrief(ctx, typeId, ['briefs:create', 'secrets:list'])).row;
  }
  const own = fromTypeId(['brief'], typeId) === actor.id;
  const row = own
    ? await findBriefRow(installation.database.prisma, actor.organizationId, actor.id)
    : null;
  if (!row) throw notFound('That brief');
  return row;
}
