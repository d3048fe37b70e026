// The context in which a transfer runs: of whoever started it, with what he may do now.

import 'server-only';
import { findLiveMakerToken, isActivePerson } from '@/lib/db/briefs/makers';
import { findUser } from '@/lib/db/people/members';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import type { Member } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { toTypeId } from '@/lib/domain/ids';
import { isPermission } from '@/lib/domain/permissions';
import { authorizeFor } from '../access/authorize';
import type { Context, Installation } from '../context';

export interface StarterContext {
  readonly ctx: Context;
  readonly scope: AuthorizedScope;
}

/** Null where he is gone, or may not do this any more: somebody else has to resume it. */
export async function starterContext(
  installation: Installation,
  row: TransferRow,
): Promise<StarterContext | null> {
  const { prisma } = installation.database;
  const actor = await findStarter(installation, row);
  if (!actor) return null;
  const scope = await authorizeFor(prisma, actor, row.scopeId, 'secrets:write');
  const deletes =
    !row.removeSource || (await authorizeFor(prisma, actor, row.scopeId, 'secrets:delete'));
  if (!scope || !deletes) return null;
  return { ctx: { installation, actor, requestId: toTypeId('transfer', row.id) }, scope };
}

async function findStarter(
  { database: { prisma } }: Installation,
  { organizationId, startedById: id, startedByKind, ...row }: TransferRow,
): Promise<Member | null> {
  if (id === null) return null;
  if (startedByKind === 'user') {
    if (!(await isActivePerson(prisma, id))) return null;
    const { email, name } = (await findUser(prisma, id))!;
    // No session is needed to go on with what one began.
    return { kind: 'user', id, organizationId, email, name, sessionId: row.id };
  }
  const token = await findLiveMakerToken(prisma, id);
  if (!token) return null;
  const { name, scopeId, namePatterns } = token;
  const permissions = token.permissions.filter(isPermission);
  return { kind: 'token', id, organizationId, name, scopeId, permissions, namePatterns };
}
