// A signed-in person shows again who it is, before something that a found session must not do.

import 'server-only';
import { verifyPassword } from '@/lib/crypto/password';
import { findUser } from '@/lib/db/people/members';
import { findSecondFactor } from '@/lib/db/people/second-factors';
import type { Tx } from '@/lib/db/connection/transaction';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { OwnContext } from '../context';
import { admitCode, admitSignIn, forgiveCode, forgiveSignIn } from '../sessions/admit-sign-in';
import type { SignInAttempt } from '../sessions/admit-sign-in';
import { readProof, spendProof } from '../second-factor/factor-proof';
import type { FactorProof } from '../second-factor/factor-proof';

/** Guesses from the own pages count like those at sign-in, as if from an address of their own. */
function attemptOf({ actor }: OwnContext): SignInAttempt {
  const { id, email, organizationId } = actor;
  return { email, address: `account ${id}`, user: { id, name: email, organizationId } };
}

/**
 * The person's row. Throws 422 at `pointer` for a wrong password, 429 after too many, 409 for one who
 * signs on through a provider and has none.
 */
export async function checkOwnPassword(ctx: OwnContext, password: Plaintext, pointer: string) {
  const { installation, actor } = ctx;
  const user = await findUser(installation.database.prisma, actor.id);
  if (user.passwordHash === null) throw noPassword();
  const attempt = attemptOf(ctx);
  await admitSignIn(installation, attempt);
  if (!(await verifyPassword(user.passwordHash, password))) {
    throw ruleBroken(pointer, 'password_wrong', 'This is not your current password.');
  }
  await forgiveSignIn(installation, attempt);
  return user;
}

/**
 * A code from the authenticator, or a recovery code, yet to be spent. Throws 422 at `/code` for a wrong
 * one or where there is no second factor, 429 after too many.
 */
export async function checkOwnCode(ctx: OwnContext, code: Plaintext): Promise<FactorProof> {
  const { installation, actor } = ctx;
  const factor = await findSecondFactor(installation.database.prisma, actor.id);
  if (!factor?.confirmedAt) {
    throw ruleBroken('/code', 'second_factor_off', 'The second factor is turned off.');
  }
  return countOwnCode(ctx, () => readProof(installation, factor, code));
}

/** Counts the attempt, then checks: null is a wrong code. Throws 422 and 429 as `checkOwnCode`. */
export async function countOwnCode<T>(ctx: OwnContext, check: () => Promise<T | null>): Promise<T> {
  const attempt = attemptOf(ctx);
  await admitCode(ctx.installation, attempt);
  const found = await check();
  if (found === null) throw wrongCode();
  await forgiveCode(ctx.installation, attempt);
  return found;
}

/** Spends what `checkOwnCode` answered. Throws 422 when it was used meanwhile. */
export async function spendOwnCode(tx: Tx, ctx: OwnContext, proof: FactorProof) {
  const spent = await spendProof(tx, ctx.actor.id, proof);
  if (!spent) throw wrongCode();
  return spent;
}

function noPassword(): KeystowError {
  return new KeystowError(
    'conflict',
    'You sign on through a provider: there is no password here, and no second factor would be asked.',
  );
}

function wrongCode(): KeystowError {
  return ruleBroken(
    '/code',
    'code_wrong',
    'The code is wrong, or was used before. If it is of now, look at the clock of the device.',
  );
}
