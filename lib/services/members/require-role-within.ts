// Nobody gives, or takes away, a role that can do more than he can.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { namePatternsOf } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { roleBeyond } from './role-beyond';

/** Throws 403 that names what of the role the actor does not have on the scope. */
export async function requireRoleWithin(
  ctx: Context,
  scope: AuthorizedScope,
  role: string,
): Promise<void> {
  if (namePatternsOf(ctx).length > 0) {
    const message = 'This token is limited to names, and a role is not: use another token.';
    throw new KeystowError('forbidden', message);
  }
  const reach = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  const beyond = roleBeyond(permissionsOn(reach, scope), role, scope);
  if (beyond.length === 0) return;
  const message = `That role can do more there than you can: ${beyond.join(', ')}.`;
  throw new KeystowError('forbidden', message, {
    issues: [{ pointer: '/role', code: 'beyond_grantor', message }],
  });
}
