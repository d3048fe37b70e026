// A person begins to set up a second factor: the seed is made here, and shown this once.

import 'server-only';
import type { BegunEnrolment } from '@/lib/contracts/account';
import { newTotpSeed, totpAddress, totpSeedText } from '@/lib/crypto/totp';
import { offerSecondFactor } from '@/lib/db/people/second-factors';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { checkOwnPassword } from '../account/reauthenticate';
import type { OwnContext } from '../context';
import { recorded } from '../recorded';
import { sealSeed } from './seal-seed';

/**
 * Takes the place of an attempt that was not finished; nothing is asked at sign-in until a code has
 * confirmed it. Throws 422 for a wrong password, 409 beside a confirmed factor, 423 while locked.
 */
export async function beginEnrolment(
  ctx: OwnContext,
  password: Plaintext,
): Promise<BegunEnrolment> {
  const { installation, actor } = ctx;
  installation.keys.requireUnlocked();
  await checkOwnPassword(ctx, password, '/password');
  const seed = newTotpSeed();
  await recorded(
    ctx,
    async (tx) => {
      const sealed = await sealSeed(tx, installation, actor, seed);
      if (await offerSecondFactor(tx, { userId: actor.id, ...sealed })) return;
      throw new KeystowError(
        'conflict',
        'You have a second factor already. Turn it off before you set up another.',
      );
    },
    () => ({
      in: actor,
      events: [{ action: 'second_factor.begun', user: { id: actor.id, name: actor.email } }],
    }),
  );
  return { secret: totpSeedText(seed), address: totpAddress(seed, actor.email) };
}
