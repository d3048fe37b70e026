// The second half of signing in, where a person has set up a second factor.

import 'server-only';
import { findSecondFactor } from '@/lib/db/people/second-factors';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';
import { readProof, recoveryCodeNeeded } from '../second-factor/factor-proof';
import type { FactorProof } from '../second-factor/factor-proof';
import { admitCode } from './admit-sign-in';
import type { KnownUser } from './check-password';

/**
 * What proves the second factor, yet to be spent; null where the person has none. Throws 401:
 * `second_factor_needed` without a code (`recovery_code_needed` while the console is locked, which
 * cannot open seeds), `second_factor_wrong` for a wrong one; 429 after too many codes.
 */
export async function checkSecondFactor(
  installation: Installation,
  { user, attempt, forgive }: KnownUser,
  code: Plaintext | null,
): Promise<FactorProof | null> {
  const factor = await findSecondFactor(installation.database.prisma, user.id);
  if (!factor?.confirmedAt) return null;
  if (!code) {
    // Nothing was guessed: the form asks for the code now.
    await forgive();
    throw installation.keys.unlocked ? codeNeeded() : recoveryCodeNeeded();
  }
  await admitCode(installation, attempt);
  const proof = await readProof(installation, factor, code);
  if (!proof) throw codeWrong();
  return proof;
}

export function codeWrong(): KeystowError {
  return new KeystowError(
    'second_factor_wrong',
    'The code is wrong, or was used before. Each one works once: wait for the next.',
  );
}

function codeNeeded(): KeystowError {
  return new KeystowError(
    'second_factor_needed',
    'The password is right. Send it again with a code from your authenticator, or a recovery code, as otp.',
  );
}
