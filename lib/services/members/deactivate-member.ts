// Shuts a person out: sessions end at once, and of the tokens he made those that are named are revoked.

import 'server-only';
import type { DeactivateMemberInput, MemberDetails } from '@/lib/contracts/member';
import { setDeactivated } from '@/lib/db/people/members';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { revokeTokensOfMaker } from '@/lib/db/people/tokens-of-maker';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { keepAnOwner } from './keep-an-owner';
import { manageAccount } from './manage-account';
import { readMember } from './read-member';

/**
 * Needs what `manageAccount` says, and `tokens:manage` to revoke tokens. Roles stay for the day he is
 * reactivated. Throws 409 for oneself, for the last owner and for one who is deactivated already.
 */
export async function deactivateMember(
  ctx: Context,
  typeId: string,
  { revokeTokens }: DeactivateMemberInput,
): Promise<MemberDetails> {
  const { row, organization } = await manageAccount(ctx, typeId);
  if (revokeTokens.length > 0) await authorize(ctx, PLATFORM_SCOPE, 'tokens:manage');
  if (row.id === memberOf(ctx).id) {
    throw new KeystowError('conflict', 'You cannot deactivate yourself: ask somebody else to.');
  }
  const tokenIds = revokeTokens.flatMap((id) => fromTypeId(['token'], id) ?? []);
  const user = { id: row.id, name: row.email };
  await recorded(
    ctx,
    async (tx) => {
      await keepAnOwner(tx, organization.organizationId, row.id);
      const tokens = await revokeTokensOfMaker(tx, row.id, tokenIds);
      if (!(await setDeactivated(tx, row.id, true))) {
        throw new KeystowError('conflict', `${row.email} is deactivated already.`);
      }
      return { tokens, sessionsEnded: await revokeSessionsOf(tx, row.id) };
    },
    ({ tokens, sessionsEnded }) => ({
      in: organization,
      events: [
        {
          action: 'member.deactivated',
          user,
          sessionsEnded,
          tokensRevoked: tokens.length,
        },
        ...tokens.map(({ id, name, scope }) => ({
          action: 'token.revoked' as const,
          token: { id, name },
          scope,
        })),
      ],
    }),
  );
  return readMember(ctx, typeId);
}
