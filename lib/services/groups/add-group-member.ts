// Puts a person into a group: he holds its roles at once.

import 'server-only';
import type { GroupMember } from '@/lib/contracts/group';
import { addMembership, listGroupMemberRows } from '@/lib/db/people/group-members';
import { isForeignKeyViolation } from '@/lib/db/connection/sql-state';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../context';
import { findActiveColleague } from '../members/find-colleague';
import { recorded } from '../recorded';
import { endableSources } from './endable-sources';
import { noSuchGroup } from './find-group';
import { groupMember, groupRef } from './group-summary';
import { manageGroup } from './manage-group';

/**
 * Needs what `manageGroup` says. `person` is an id or an e-mail. Throws 404 as `findGroup` and for
 * somebody else's, 409 for one who was added before or is deactivated.
 */
export async function addGroupMember(
  ctx: Context,
  reference: string,
  person: string,
): Promise<GroupMember> {
  const { row, sight, organization } = await manageGroup(ctx, reference);
  const found = await findActiveColleague(ctx, person);
  const user = { id: found.id, name: found.email };
  const added = await recorded(
    ctx,
    async (tx) => {
      if (await addMembership(tx, row.id, found.id, 'console')) {
        return listGroupMemberRows(tx, sight, row.id, { id: found.id, limit: 1 });
      }
      throw new KeystowError('conflict', `${found.email} was added to ${row.name} before.`);
    },
    () => ({
      in: organization,
      events: [{ action: 'group.member_added', group: groupRef(row), user, source: 'console' }],
    }),
  ).catch((error: unknown) => {
    throw isForeignKeyViolation(error) ? noSuchGroup() : error;
  });
  return groupMember(added[0]!, endableSources(ctx, row));
}
