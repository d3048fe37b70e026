// A person turns the second factor off: the password alone signs in again.

import 'server-only';
import { deleteSecondFactor } from '@/lib/db/people/second-factors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { checkOwnCode, checkOwnPassword, spendOwnCode } from '../account/reauthenticate';
import type { OwnContext } from '../context';
import { recorded } from '../recorded';
import { eventsOfSpent } from './factor-proof';

/**
 * Asks for both, so that neither a found session nor a known password is enough. The recovery codes go
 * with it. Throws 422 for a wrong password or code, 423 while locked.
 */
export async function removeSecondFactor(
  ctx: OwnContext,
  password: Plaintext,
  code: Plaintext,
): Promise<void> {
  const { installation, actor } = ctx;
  installation.keys.requireUnlocked();
  await checkOwnPassword(ctx, password, '/password');
  const proof = await checkOwnCode(ctx, code);
  const user = { id: actor.id, name: actor.email };
  await recorded(
    ctx,
    async (tx) => {
      const spent = await spendOwnCode(tx, ctx, proof);
      await deleteSecondFactor(tx, actor.id);
      return spent;
    },
    (spent) => ({
      in: actor,
      events: [...eventsOfSpent(user, spent), { action: 'second_factor.removed', user }],
    }),
  );
}
