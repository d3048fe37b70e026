// Lets a deactivated person sign in again, with the roles of before.

import 'server-only';
import type { MemberDetails } from '@/lib/contracts/member';
import { setDeactivated } from '@/lib/db/people/members';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { manageAccount } from './manage-account';
import { readMember } from './read-member';

/** Needs what `manageAccount` says. Sessions and revoked tokens do not come back. Throws 409 for one who is active. */
export async function reactivateMember(ctx: Context, typeId: string): Promise<MemberDetails> {
  const { row, organization } = await manageAccount(ctx, typeId);
  const user = { id: row.id, name: row.email };
  await recorded(
    ctx,
    async (tx) => {
      if (await setDeactivated(tx, row.id, false)) return;
      throw new KeystowError('conflict', `${row.email} is active already.`);
    },
    () => ({ in: organization, events: [{ action: 'member.reactivated', user }] }),
  );
  return readMember(ctx, typeId);
}
