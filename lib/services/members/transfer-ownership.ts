// Hands the ownership of an organization over to somebody else in one step.

import 'server-only';
import type { MemberDetails } from '@/lib/contracts/member';
import { addGrant, deleteOwnerGrant, lockOwners } from '@/lib/db/people/grants';
import type { NewGrant } from '@/lib/db/people/grants';
import { holdActiveUser } from '@/lib/db/people/identities';
import { holdScope } from '@/lib/db/scopes/scopes';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { ownContext } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findMember } from './find-member';
import { readMember } from './read-member';

/**
 * Needs `organization:manage`, so an owner, and a person who asks: he becomes admin of the organization
 * instead. Throws 404 as `findMember`, 409 for oneself, an owner or one who is deactivated.
 */
export async function transferOwnership(ctx: Context, typeId: string): Promise<MemberDetails> {
  const { row } = await findMember(ctx, typeId);
  const organization = await authorize(ctx, PLATFORM_SCOPE, 'organization:manage');
  const own = ownContext(ctx);
  const { id: fromId, organizationId } = own.actor;
  const user = { id: row.id, name: row.email };
  const giver = { id: fromId, name: own.actor.email };
  await recorded(
    own,
    async (tx) => {
      await holdScope(tx, organization.id);
      if ((await lockOwners(tx, organizationId)).includes(row.id)) {
        throw new KeystowError('conflict', `${row.email} is an owner already.`);
      }
      // Deactivating waits for the same owners: nobody is shut out in between.
      if (!(await holdActiveUser(tx, row.id))) {
        throw new KeystowError(
          'conflict',
          `${row.email} is deactivated. Reactivate the account first.`,
        );
      }
      await addGrant(tx, organization, grantOf(row.id, 'owner'));
      if (!(await deleteOwnerGrant(tx, organization, fromId))) {
        throw new KeystowError('conflict', 'You are not an owner any more. Nothing was changed.');
      }
      return addGrant(tx, organization, grantOf(fromId, 'admin'));
    },
    (admin) => ({
      in: organization,
      events: [
        { action: 'ownership.transferred', user },
        { action: 'role.granted', user, scope: organization, role: 'owner' },
        { action: 'role.revoked', user: giver, scope: organization, role: 'owner' },
        ...(admin
          ? [
              {
                action: 'role.granted' as const,
                user: giver,
                scope: organization,
                role: 'admin',
              },
            ]
          : []),
      ],
    }),
  );
  return readMember(ctx, typeId);
}

function grantOf(userId: string, role: 'owner' | 'admin'): NewGrant {
  return { id: newUuid(), holder: { userId }, role, customRoleId: null };
}
