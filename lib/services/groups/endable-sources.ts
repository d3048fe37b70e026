// Which memberships of a group are ended by hand: all of them where no sign-on would do it.

import 'server-only';
import type { MembershipSource } from '@/lib/db/people/group-members';
import type { GroupRow } from '@/lib/db/people/groups';
import type { Context } from '../context';

/** Without a name at the provider, or without a provider, nothing else would end what came from there. */
export function endableSources(
  { installation }: Context,
  { externalName }: Pick<GroupRow, 'externalName'>,
): readonly MembershipSource[] {
  const followed = externalName !== null && installation.env.signOn !== undefined;
  return followed ? ['console'] : ['console', 'provider'];
}
