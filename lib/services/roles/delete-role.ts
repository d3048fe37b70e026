// Deletes a role that nobody holds.

import 'server-only';
import { deleteRoleRow, listRoleHolders, lockRole } from '@/lib/db/people/roles';
import type { RoleHolder } from '@/lib/db/people/roles';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { PLATFORM } from '@/lib/domain/scope';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { manageRole } from './manage-role';

const NAMED_MAX = 10;

/**
 * Needs what `mayMakeRole` says for what it gives. Throws 404 as `findRole`, 409 that names who holds
 * it or is invited to it. A grant of it at the same time comes first, or ends with 422.
 */
export async function deleteRole(ctx: Context, reference: string): Promise<void> {
  const { row, organization } = await manageRole(ctx, reference);
  await recorded(
    ctx,
    async (tx) => {
      const found = await lockRole(tx, organization, row.id);
      if (!found) throw notFound('That role');
      const holders = await listRoleHolders(tx, row.id);
      if (holders.length > 0) throw stillHeld(holders);
      await deleteRoleRow(tx, organization, row.id);
      return found;
    },
    ({ id, slug, permissions }) => ({
      in: organization,
      events: [{ action: 'role.deleted', customRole: { id, name: slug }, permissions }],
    }),
  );
}

const NOUNS = {
  person: ['person', 'people'],
  group: ['group', 'groups'],
  invitation: ['open invitation', 'open invitations'],
} as const;

function stillHeld(holders: readonly RoleHolder[]): KeystowError {
  const counts = (['person', 'group', 'invitation'] as const).flatMap((kind) => {
    const { size } = new Set(holders.filter((one) => one.kind === kind).map((one) => one.name));
    return size === 0 ? [] : [`${size} ${NOUNS[kind][size === 1 ? 0 : 1]}`];
  });
  const message = `The role is still given to ${counts.join(', ')}. Take it away there first.`;
  const more = holders.length - NAMED_MAX;
  const candidates = [
    ...holders.slice(0, NAMED_MAX).map(holderText),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return new KeystowError('conflict', message, { candidates });
}

function holderText({ kind, name, path }: RoleHolder): string {
  const who = kind === 'person' ? name : `${kind} ${name}`;
  return `${who} on ${path === PLATFORM ? 'everything' : path}`;
}
