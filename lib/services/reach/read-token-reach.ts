// What one machine token reaches: its permissions on its scope, within its names.

import 'server-only';
import type { Reach } from '@/lib/contracts/reach';
import { findLineage } from '@/lib/db/scopes/scopes';
import { isPermission } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { findManagedToken } from '../tokens/find-managed-token';
import { describeReach } from './describe-reach';

/** Needs `tokens:manage` on the token's scope. One that was revoked or has expired reaches nothing. */
export async function readTokenReach(ctx: Context, typeId: string): Promise<Reach> {
  const { row } = await findManagedToken(ctx, typeId);
  const { namePatterns, expiresAt, revokedAt } = row;
  if (revokedAt || (expiresAt && expiresAt.getTime() <= Date.now())) {
    return { namePatterns, places: [] };
  }
  const lineage = await findLineage(ctx.installation.database.prisma, row.scope.id);
  const permissions = row.permissions.filter(isPermission);
  const held = { scope: { ...row.scope, lineage }, role: null, group: null, permissions };
  return describeReach(ctx, [held], { roots: [row.scope.id], namePatterns });
}
