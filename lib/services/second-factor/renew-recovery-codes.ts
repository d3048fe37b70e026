// New recovery codes in place of all earlier ones.

import 'server-only';
import { newRecoveryCodes } from '@/lib/crypto/recovery-code';
import { replaceRecoveryCodes } from '@/lib/db/people/recovery-codes';
import { findSecondFactor } from '@/lib/db/people/second-factors';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { RECOVERY_CODES } from '@/lib/domain/second-factor';
import { checkOwnCode, checkOwnPassword, spendOwnCode } from '../account/reauthenticate';
import type { OwnContext } from '../context';
import { recorded } from '../recorded';
import { eventsOfSpent } from './factor-proof';

/** Either one is enough: whoever has neither any more must be able to say so with the other. */
export type OwnProof = { readonly password: Plaintext } | { readonly code: Plaintext };

/**
 * Answers the new codes, this once. Throws 422 for a wrong password or code, 409 without a second
 * factor, 423 while locked.
 */
export async function renewRecoveryCodes(ctx: OwnContext, given: OwnProof): Promise<string[]> {
  const { installation, actor } = ctx;
  installation.keys.requireUnlocked();
  const factor = await findSecondFactor(installation.database.prisma, actor.id);
  if (!factor?.confirmedAt) {
    throw new KeystowError('conflict', 'Set up a second factor first: the codes stand in for it.');
  }
  const proof = 'code' in given ? await checkOwnCode(ctx, given.code) : null;
  if ('password' in given) await checkOwnPassword(ctx, given.password, '/password');
  const codes = newRecoveryCodes(RECOVERY_CODES);
  const hashes = codes.map((one) => one.hash);
  const user = { id: actor.id, name: actor.email };
  await recorded(
    ctx,
    async (tx) => {
      const spent = proof && (await spendOwnCode(tx, ctx, proof));
      await replaceRecoveryCodes(tx, actor.id, hashes);
      return spent;
    },
    (spent) => ({
      in: actor,
      events: [...eventsOfSpent(user, spent), { action: 'recovery_codes.renewed', user }],
    }),
  );
  return codes.map((one) => one.text);
}
