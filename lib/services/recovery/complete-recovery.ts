// The owner opens the link from the server and sets a new password.

import 'server-only';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { hashPassword } from '@/lib/crypto/password';
import { setPasswordHash } from '@/lib/db/people/members';
import { consumeLink, findLink } from '@/lib/db/people/one-time-links';
import { deleteSecondFactor } from '@/lib/db/people/second-factors';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { checkNewPassword } from '../account/check-new-password';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { RECOVERY_LINK } from './start-recovery';

/** Whose password the link sets, while it works. Throws 404 that says why it does not. */
export async function readRecoveryLink(installation: Installation, secret: string) {
  const link = await findLink(installation.database.prisma, RECOVERY_LINK, hashLinkSecret(secret));
  if (!link?.user || link.user.deactivatedAt) {
    throw refused('This link is not one of this console, or was cut short.');
  }
  if (link.consumedAt) throw refused('This link was used before. Each one works once.');
  if (link.revokedAt) throw refused('A newer link was made, so this one does not work any more.');
  if (link.expiresAt.getTime() <= Date.now()) throw refused('This link has expired.');
  return link.user;
}

/**
 * Uses the link up and answers the e-mail to sign in with. Whatever began or was set up since the link
 * was made ends. Works while locked. Throws 404 as `readRecoveryLink`, 422 for a weak password.
 */
export async function completeRecovery(
  installation: Installation,
  secret: string,
  password: Plaintext,
): Promise<{ email: string }> {
  const { id, email, name, organizationId } = await readRecoveryLink(installation, secret);
  await checkNewPassword(password, [email, name]);
  const passwordHash = await hashPassword(password);
  const user = { id, name: email };
  await recordedOrPended(
    systemContext(installation, 'recovery link'),
    async (tx) => {
      if (!(await consumeLink(tx, RECOVERY_LINK, hashLinkSecret(secret)))) {
        throw refused('This link was used at this moment, or has just expired.');
      }
      await setPasswordHash(tx, id, passwordHash);
      await deleteSecondFactor(tx, id);
      return revokeSessionsOf(tx, id);
    },
    (sessionsEnded) => ({
      in: { organizationId },
      events: [{ action: 'owner.recovered', user, sessionsEnded }],
    }),
  );
  return { email };
}

function refused(why: string): KeystowError {
  return new KeystowError('not_found', `${why} Run keystow recover-owner on the server again.`);
}
