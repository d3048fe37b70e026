// Takes a person's links to identity providers away, where one belongs to somebody else by now.

import 'server-only';
import type { MemberDetails } from '@/lib/contracts/member';
import { deleteIdentities } from '@/lib/db/people/identities';
import { raiseEpoch } from '@/lib/db/people/members';
import { syncProviderGroups } from '@/lib/db/people/provider-groups';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { groupEvents } from '../sign-on/group-events';
import { manageAccount } from './manage-account';
import { readMember } from './read-member';

/**
 * Needs what `manageAccount` says. Sessions end and memberships that came from the provider go; a later
 * sign-on with the verified e-mail links the account anew. Throws 409 where nothing is linked.
 */
export async function unlinkMember(ctx: Context, typeId: string): Promise<MemberDetails> {
  const { row, organization } = await manageAccount(ctx, typeId);
  const user = { id: row.id, name: row.email };
  await recorded(
    ctx,
    async (tx) => {
      // First, since a sign-on at this moment holds the person's row.
      await raiseEpoch(tx, row.id);
      const issuers = await deleteIdentities(tx, row.id);
      if (issuers.length === 0) {
        throw new KeystowError('conflict', `${row.email} is linked to no identity provider.`);
      }
      const { organizationId } = organization;
      const changes = await syncProviderGroups(tx, { userId: row.id, organizationId }, []);
      return { issuers, changes, count: await revokeSessionsOf(tx, row.id) };
    },
    ({ issuers, changes, count }) => ({
      in: organization,
      events: [
        ...issuers.map((issuer) => ({ action: 'identity.unlinked', user, issuer }) as const),
        ...groupEvents(user, changes),
        { action: 'sessions.ended', user, count },
      ],
    }),
  );
  return readMember(ctx, typeId);
}
