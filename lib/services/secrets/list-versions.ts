// Lists the versions of one secret: what state each is in, who made it, when and why.

import 'server-only';
import type { ListVersionsQuery, VersionList } from '@/lib/contracts/version';
import { findPointers, listVersionRows } from '@/lib/db/secrets/secret-versions';
import { notFound } from '@/lib/domain/errors';
import { versionState } from '@/lib/domain/version-state';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

export const VERSIONS_PER_PAGE = 50;

/** Needs `secrets:list`. Newest first; `next` is the number to go on below, or null at the end. */
export async function listVersions(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  query: ListVersionsQuery = {},
): Promise<VersionList> {
  const scope = await authorize(ctx, reference, 'secrets:list', [name]);
  const { prisma } = ctx.installation.database;
  const secret = await findPointers(prisma, scope, name);
  if (!secret) throw notFound('That secret');
  const limit = query.limit ?? VERSIONS_PER_PAGE;
  const rows = await listVersionRows(prisma, scope, secret.id, {
    before: query.after,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => ({
    version: row.number,
    state: versionState(secret, row),
    fingerprint: row.displayTag ? Buffer.from(row.displayTag).toString('hex') : null,
    backendVersion: row.backendVersion,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    reason: row.reason,
    destroyedAt: row.destroyedAt?.toISOString() ?? null,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.version) : null };
}
