// Writes a grant that was authorized: a person's or a group's.

import 'server-only';
import { addGrant } from '@/lib/db/people/grants';
import type { GrantRow, NewGrant } from '@/lib/db/people/grants';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { GrantHolder } from '@/lib/domain/member-event';
import type { Context } from '../context';
import { recorded } from '../recorded';
import type { ResolvedRole } from '../roles/resolve-role';

interface Receiver {
  readonly holder: NewGrant['holder'];
  /** As a refusal names it. */
  readonly name: string;
  /** As the event names it. */
  readonly ref: GrantHolder;
}

/**
 * Whoever calls it has checked that the actor may give the role there. Throws 409 for a role that the
 * holder has there already; violates a foreign key where the role or the group is gone.
 */
export async function giveRole(
  ctx: Context,
  scope: AuthorizedScope,
  { role, customRoleId }: ResolvedRole,
  { holder, name, ref }: Receiver,
): Promise<GrantRow> {
  const grant = { id: newUuid(), holder, role, customRoleId };
  return recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const added = await addGrant(tx, scope, grant);
      if (added) return added;
      throw new KeystowError('conflict', `${name} is ${role} of ${scope.path} already.`);
    },
    () => ({ in: scope, events: [{ action: 'role.granted', scope, role, ...ref }] }),
  );
}
