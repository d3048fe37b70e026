// A code shows that the authenticator has the seed: from now on it is asked for at every sign-in.

import 'server-only';
import { newRecoveryCodes } from '@/lib/crypto/recovery-code';
import { matchTotpStep } from '@/lib/crypto/totp';
import { replaceRecoveryCodes } from '@/lib/db/people/recovery-codes';
import { confirmSecondFactor, findSecondFactor } from '@/lib/db/people/second-factors';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { RECOVERY_CODES } from '@/lib/domain/second-factor';
import { countOwnCode } from '../account/reauthenticate';
import type { OwnContext } from '../context';
import { recorded } from '../recorded';
import { openSeed } from './seal-seed';

/**
 * Answers the recovery codes, this once. The code is used up: it does not sign in again. Throws 422 for
 * a wrong code, 409 when nothing was begun or it is confirmed already, 423 while locked.
 */
export async function confirmEnrolment(ctx: OwnContext, code: Plaintext): Promise<string[]> {
  const { installation, actor } = ctx;
  installation.keys.requireUnlocked();
  const factor = await findSecondFactor(installation.database.prisma, actor.id);
  if (!factor || factor.confirmedAt) throw notBegun();
  const typed = code.use((bytes) => new TextDecoder().decode(bytes)).replaceAll(/\s/g, '');
  const seed = await openSeed(installation, factor);
  const step = await countOwnCode(ctx, async () =>
    matchTotpStep(seed, typed, Number(factor.lastStep)),
  );
  const codes = newRecoveryCodes(RECOVERY_CODES);
  await recorded(
    ctx,
    async (tx) => {
      if (!(await confirmSecondFactor(tx, factor, step))) throw notBegun();
      const hashes = codes.map((one) => one.hash);
      await replaceRecoveryCodes(tx, actor.id, hashes);
    },
    () => ({
      in: actor,
      events: [{ action: 'second_factor.enrolled', user: { id: actor.id, name: actor.email } }],
    }),
  );
  return codes.map((one) => one.text);
}

function notBegun(): KeystowError {
  return new KeystowError(
    'conflict',
    'There is no second factor to confirm: it was confirmed before, or begun anew elsewhere.',
  );
}
