// Deletes a group: its members lose the roles they held through it, and stay who they are.

import 'server-only';
import { listGrantsOfGroups } from '@/lib/db/people/grants';
import { deleteGroupRow, lockGroup } from '@/lib/db/people/groups';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { noSuchGroup } from './find-group';
import { groupRef } from './group-summary';
import { manageGroup } from './manage-group';

/**
 * Needs what `manageGroup` says. Each role it held is recorded as taken away. Throws 404 as
 * `findGroup`.
 */
export async function deleteGroup(ctx: Context, reference: string): Promise<void> {
  const { row, organization } = await manageGroup(ctx, reference);
  await recorded(
    ctx,
    async (tx) => {
      const group = await lockGroup(tx, organization, row.id);
      if (!group) throw noSuchGroup();
      const grants = await listGrantsOfGroups(tx, [group.id]);
      await deleteGroupRow(tx, organization, group.id);
      return { group, grants };
    },
    ({ group, grants }) => ({
      in: organization,
      events: [
        { action: 'group.deleted', group: groupRef(group), members: group.members },
        ...grants.map(({ role, scope }) => ({
          action: 'role.revoked' as const,
          group: groupRef(group),
          scope,
          role,
        })),
      ],
    }),
  );
}
