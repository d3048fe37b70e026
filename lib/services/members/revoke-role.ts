// Takes a role on a scope away from a person; his sessions stay, and the lost right ends at once.

import 'server-only';
import { deleteGrant, findGrant } from '@/lib/db/people/grants';
import type { GrantRow } from '@/lib/db/people/grants';
import { sourcesOfMember } from '@/lib/db/people/group-members';
import { findPerson } from '@/lib/db/people/member-list';
import type { Reader } from '@/lib/db/connection/transaction';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { keepAnOwner } from './keep-an-owner';
import { requireRoleWithin } from './require-role-within';

/**
 * Needs `members:manage` on the scope of the role and all that the role gives there. Throws 404 for
 * what is not the caller's to know of, 409 for the last owner of the organization and for a role that
 * he holds through a group.
 */
export async function revokeRole(ctx: Context, personId: string, grantId: string): Promise<void> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const userId = fromTypeId(['user'], personId);
  const id = fromTypeId(['grant'], grantId);
  const { organizationId } = member;
  const grant = id ? await findGrant(prisma, organizationId, id) : null;
  const person = grant && userId ? await findPerson(prisma, organizationId, { id: userId }) : null;
  if (!grant || !person || !(await holds(prisma, person.id, grant))) {
    await recordDenial(ctx, member, 'members:manage', null);
    throw notFound('That role');
  }
  const { kind } = grant.scope;
  const reference = { kinds: [kind], ref: toTypeId(kind, grant.scope.id) };
  const scope = await authorize(ctx, reference, 'members:manage');
  if (grant.group) throw heldThrough(grant.group.name);
  await requireRoleWithin(ctx, scope, grant);
  const user = { id: person.id, name: person.email };
  const { role } = grant;
  await recorded(
    ctx,
    async (tx) => {
      if (role === 'owner' && kind === 'organization') {
        await keepAnOwner(tx, organizationId, person.id);
      }
      return deleteGrant(tx, scope, grant.id);
    },
    (gone) => ({
      in: scope,
      events: gone ? [{ action: 'role.revoked', user, scope, role }] : [],
    }),
  );
}

async function holds(reader: Reader, personId: string, { userId, group }: GrantRow) {
  if (!group) return userId === personId;
  return (await sourcesOfMember(reader, group.id, personId)).length > 0;
}

function heldThrough(group: string): KeystowError {
  const message = `This role comes through the group ${group}. Take it away from the group, or the person out of it.`;
  return new KeystowError('conflict', message);
}
