// Which invitations a member may see and revoke: his own, and those to where he manages people.

import 'server-only';
import type { InvitationSight } from '@/lib/db/people/invitations';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

export async function invitationSight(ctx: Context): Promise<InvitationSight> {
  const member = memberOf(ctx);
  const { grants } = await readReach(ctx.installation.database.prisma, member);
  return {
    organizationId: member.organizationId,
    userId: member.kind === 'user' ? member.id : null,
    roots: grants
      .filter(({ permissions }) => permissions.includes('members:manage'))
      .map(({ scopeId }) => scopeId),
  };
}
