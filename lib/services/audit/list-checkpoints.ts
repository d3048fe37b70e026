// Checkpoints to be kept elsewhere: those there are, and a new one of the log as it is.

import 'server-only';
import type { AuditLogName } from '@/lib/contracts/audit';
import type { AuditCheckpointView, ListCheckpointsQuery } from '@/lib/contracts/audit-checkpoint';
import { listCheckpointRows } from '@/lib/db/audit/checkpoints';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { notFound } from '@/lib/domain/errors';
import type { Context } from '../context';
import { readableLog } from './audit-access';
import { signLog } from './sign-checkpoint';

const CHECKPOINTS_PER_PAGE = 50;

/** Needs `audit:read` on the organization. Newest first; `next` is the size to go on below. */
export async function listCheckpoints(
  ctx: Context,
  query: ListCheckpointsQuery,
): Promise<{ items: AuditCheckpointView[]; next: string | null }> {
  const { chainId } = await readableLog(ctx, query.log);
  const limit = query.limit ?? CHECKPOINTS_PER_PAGE;
  const below = query.after === undefined ? undefined : BigInt(query.after);
  const { prisma } = ctx.installation.database;
  const rows = await listCheckpointRows(prisma, chainId, { below, limit: limit + 1 });
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.size ?? null) : null };
}

/** Signs the log as it is now. Needs `audit:read` on the organization. Throws 404 for an empty log. */
export async function takeCheckpoint(
  ctx: Context,
  log?: AuditLogName,
): Promise<AuditCheckpointView> {
  const { chainId } = await readableLog(ctx, log);
  const row = await signLog(ctx.installation, chainId);
  if (!row) throw notFound('An event in that log');
  return viewOf(row);
}

function viewOf({ size, note, verifierKey, at }: CheckpointRow): AuditCheckpointView {
  return { size: String(size), note, verifierKey, at: at.toISOString() };
}
