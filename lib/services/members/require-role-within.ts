// Nobody gives, or takes away, a role that can do more than he can.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { Scope } from '@/lib/domain/scope';
import { namePatternsOf } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { roleBeyond } from './role-beyond';
import type { GivenRole } from './role-beyond';

type Place = Pick<Scope, 'kind' | 'lineage'>;

/** Throws 403 that names what of the role the actor does not have on the scope. */
export async function requireRoleWithin(
  ctx: Context,
  scope: Place,
  given: GivenRole,
): Promise<void> {
  await requireGrantsWithin(ctx, [{ ...given, scope }]);
}

/** The same of several roles, each on its own scope. `pointer` is the field that asks for them. */
export async function requireGrantsWithin(
  ctx: Context,
  grants: readonly (GivenRole & { readonly scope: Place })[],
  pointer = '/role',
): Promise<void> {
  if (namePatternsOf(ctx).length > 0) {
    const message = 'This token is limited to names, and a role is not: use another token.';
    throw new KeystowError('forbidden', message);
  }
  const reach = await readReach(ctx.installation.database.prisma, memberOf(ctx));
  const beyond = new Set(
    grants.flatMap((given) => roleBeyond(permissionsOn(reach, given.scope), given, given.scope)),
  );
  if (beyond.size === 0) return;
  const message = `That role can do more there than you can: ${[...beyond].join(', ')}.`;
  throw new KeystowError('forbidden', message, {
    issues: [{ pointer, code: 'beyond_grantor', message }],
  });
}
