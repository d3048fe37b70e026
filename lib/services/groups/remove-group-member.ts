// Takes a person out of a group: what he held through it alone ends at once.

import 'server-only';
import { deleteMembership, sourcesOfMember } from '@/lib/db/people/group-members';
import type { MembershipSource } from '@/lib/db/people/group-members';
import { lockGroup } from '@/lib/db/people/groups';
import { KeystowError, notFound } from '@/lib/domain/errors';
import type { Context } from '../context';
import { findColleague } from '../members/find-colleague';
import { recorded } from '../recorded';
import { endableSources } from './endable-sources';
import { noSuchGroup } from './find-group';
import { groupRef } from './group-summary';
import { manageGroup } from './manage-group';

/**
 * Needs what `manageGroup` says. Throws 404 as `findGroup` and for one who is not in it, 409 for one
 * whom only the identity provider put there, as long as it can take him out again.
 */
export async function removeGroupMember(
  ctx: Context,
  reference: string,
  person: string,
): Promise<void> {
  const { row, organization } = await manageGroup(ctx, reference);
  const found = await findColleague(ctx, person);
  const user = { id: found.id, name: found.email };
  await recorded(
    ctx,
    async (tx) => {
      const group = await lockGroup(tx, organization, row.id);
      if (!group) throw noSuchGroup();
      const ended: MembershipSource[] = [];
      for (const source of endableSources(ctx, group)) {
        if (await deleteMembership(tx, group.id, found.id, source)) ended.push(source);
      }
      if (ended.length > 0) return ended;
      const sources = await sourcesOfMember(tx, group.id, found.id);
      throw sources.length > 0 ? ofProvider(found.email) : notFound('That person of the group');
    },
    (ended) => ({
      in: organization,
      events: ended.map((source) => ({
        action: 'group.member_removed',
        group: groupRef(row),
        user,
        source,
      })),
    }),
  );
}

function ofProvider(email: string): KeystowError {
  const message = `The identity provider says that ${email} is in this group, with each sign-on. Take the person out of the group there.`;
  return new KeystowError('conflict', message);
}
