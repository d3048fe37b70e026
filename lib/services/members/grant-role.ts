// Gives a person a role on a scope and everything below it.

import 'server-only';
import type { GrantRoleInput, MemberGrant } from '@/lib/contracts/member';
import { addGrant } from '@/lib/db/people/grants';
import { findPerson } from '@/lib/db/people/member-list';
import { holdScope } from '@/lib/db/scopes/scopes';
import { normalizeEmail } from '@/lib/domain/email';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { memberGrant } from './member-summary';
import { requireRoleWithin } from './require-role-within';

/**
 * Needs `members:manage` on the scope and all that the role gives there. `person` is an id or an
 * e-mail: a colleague without a role around the scope is in no list of whoever manages it. Throws 404
 * for somebody else's, 409 for a role that he has there already or one who was deactivated.
 */
export async function grantRole(
  ctx: Context,
  person: string,
  input: GrantRoleInput,
): Promise<MemberGrant> {
  const { role } = input;
  const reference = { kinds: [input.scope.kind], ref: input.scope.id };
  const scope = await authorize(ctx, reference, 'members:manage');
  await requireRoleWithin(ctx, scope, role);
  const id = fromTypeId(['user'], person);
  const { prisma } = ctx.installation.database;
  const by = id ? { id } : { email: normalizeEmail(person) };
  const found = await findPerson(prisma, scope.organizationId, by);
  if (!found) {
    await recordDenial(ctx, memberOf(ctx), 'members:manage', null);
    throw notFound('That person');
  }
  if (found.deactivatedAt) {
    const message = `${found.email} is deactivated. Reactivate the account first.`;
    throw new KeystowError('conflict', message);
  }
  const grant = { id: newUuid(), userId: found.id, role };
  const user = { id: found.id, name: found.email };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const added = await addGrant(tx, scope, grant);
      if (added) return added;
      const message = `${found.email} is ${role} of ${scope.path} already.`;
      throw new KeystowError('conflict', message);
    },
    () => ({ in: scope, events: [{ action: 'role.granted', user, scope, role }] }),
  );
  return memberGrant(row);
}
