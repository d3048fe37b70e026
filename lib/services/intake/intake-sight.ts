// Which intake links a member may see and revoke.

import 'server-only';
import type { IntakeSight } from '@/lib/db/secrets/intake-links';
import type { Permission } from '@/lib/domain/permissions';
import { readReach } from '../access/effective-permissions';
import { namePatternsOf } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';

/**
 * His own; with `keys:manage` on the organization all; and those all of whose secrets he could write
 * himself. Of a token that is limited to names the same, within its names.
 */
export async function intakeSight(ctx: Context): Promise<IntakeSight> {
  const member = memberOf(ctx);
  const { grants } = await readReach(ctx.installation.database.prisma, member);
  const placesOf = (permission: Permission) =>
    grants.filter((one) => one.permissions.includes(permission)).map((one) => one.scopeId);
  const { organizationId } = member;
  return {
    organizationId,
    userId: member.kind === 'user' ? member.id : null,
    all: placesOf('keys:manage').includes(organizationId),
    writable: placesOf('secrets:write'),
    listable: placesOf('secrets:list'),
    namePatterns: namePatternsOf(ctx),
  };
}
