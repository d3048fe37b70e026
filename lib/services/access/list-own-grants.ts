// What the asking person holds, and from which scopes downwards.

import 'server-only';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { toTypeId } from '@/lib/domain/ids';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { readReach } from './effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

/** One entry for each role held; includes `deliveries:create`, which only tokens may use. */
export async function listOwnGrants(ctx: Context): Promise<OwnGrant[]> {
  const { grants } = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  return grants.flatMap(({ scopeId, lineage, permissions }) => {
    const kind = SCOPE_KINDS[lineage.length - 1];
    return kind ? [{ scopeId: toTypeId(kind, scopeId), permissions: [...permissions] }] : [];
  });
}
