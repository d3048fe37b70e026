// Where a member's rights begin, for lists that are of no one place.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { Permission } from '@/lib/domain/permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { readReach } from './effective-permissions';
import { recordDenial } from './record-denial';

/** The scopes at and below which he has the permission. Throws 403, which is recorded, where there is none. */
export async function rootsWith(ctx: Context, permission: Permission): Promise<string[]> {
  const member = memberOf(ctx);
  const { grants } = await readReach(ctx.installation.database.prisma, member);
  const roots = grants
    .filter(({ permissions }) => permissions.includes(permission))
    .map(({ scopeId }) => scopeId);
  if (roots.length > 0) return roots;
  await recordDenial(ctx, member, permission, null);
  throw new KeystowError('forbidden', `You need the permission ${permission} on some scope.`);
}
