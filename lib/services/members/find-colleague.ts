// Finds anybody of the actor's organization, by id or e-mail, for those who manage people.

import 'server-only';
import { findPerson } from '@/lib/db/people/member-list';
import type { MemberRow } from '@/lib/db/people/member-list';
import { normalizeEmail } from '@/lib/domain/email';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

type Colleague = Pick<MemberRow, 'id' | 'name' | 'email' | 'deactivatedAt'>;

/**
 * Whoever calls it has authorized `members:manage`: a colleague without a role around a scope is in no
 * list of whoever manages it, and is found all the same. Throws 404, recorded, for somebody else's.
 */
export async function findColleague(ctx: Context, person: string): Promise<Colleague> {
  const member = memberOf(ctx);
  const id = fromTypeId(['user'], person);
  const by = id ? { id } : { email: normalizeEmail(person) };
  const found = await findPerson(ctx.installation.database.prisma, member.organizationId, by);
  if (found) return found;
  await recordDenial(ctx, member, 'members:manage', null);
  throw notFound('That person');
}

/** As `findColleague`; throws 409 for one who is deactivated. */
export async function findActiveColleague(ctx: Context, person: string): Promise<Colleague> {
  const found = await findColleague(ctx, person);
  if (!found.deactivatedAt) return found;
  const message = `${found.email} is deactivated. Reactivate the account first.`;
  throw new KeystowError('conflict', message);
}
