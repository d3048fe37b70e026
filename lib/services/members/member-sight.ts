// Which people a member may see: those with a role around a scope where he manages people.

import 'server-only';
import type { MemberSight } from '@/lib/db/people/member-list';
import { KeystowError } from '@/lib/domain/errors';
import { readReach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

/** Throws 403 for one who manages people nowhere; the refusal is recorded. */
export async function memberSight(ctx: Context): Promise<MemberSight> {
  const member = memberOf(ctx);
  const { grants } = await readReach(ctx.installation.database.prisma, member);
  const roots = grants
    .filter(({ permissions }) => permissions.includes('members:manage'))
    .map(({ scopeId }) => scopeId);
  if (roots.length === 0) {
    await recordDenial(ctx, member, 'members:manage', null);
    throw new KeystowError('forbidden', 'You need the permission members:manage on some scope.');
  }
  return { organizationId: member.organizationId, roots };
}
