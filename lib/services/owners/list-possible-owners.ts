// Lists who can be named as the owner of a secret.

import 'server-only';
import type { ListOwnersQuery, OwnerList } from '@/lib/contracts/owner';
import { searchOwners } from '@/lib/db/secrets/secret-owners';
import { KeystowError } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { readReach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

const OWNERS_LISTED_MAX = 50;

/**
 * Needs `secrets:list` somewhere. Lists the teams that the actor may know of, and the people with a
 * role at, above or below a scope where he may list secrets.
 */
export async function listPossibleOwners(
  ctx: Context,
  { q = '' }: ListOwnersQuery = {},
): Promise<OwnerList> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const { grants } = await readReach(prisma, member);
  const roots = grants
    .filter(({ permissions }) => permissions.includes('secrets:list'))
    .map(({ scopeId }) => scopeId);
  if (roots.length === 0) {
    await recordDenial(ctx, member, 'secrets:list', null);
    throw new KeystowError('forbidden', 'You need the permission secrets:list on some scope.');
  }
  const found = await searchOwners(prisma, member.organizationId, {
    roots,
    q,
    limit: OWNERS_LISTED_MAX,
  });
  const items = found.map(({ kind, id, name, detail }) => ({
    kind,
    id: toTypeId(kind === 'person' ? 'user' : 'team', id),
    name,
    detail,
  }));
  return { items };
}
