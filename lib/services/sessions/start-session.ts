// Sign-in: password, second factor where there is one, and a session that begins with both spent.

import 'server-only';
import { syncProviderGroups } from '@/lib/db/people/provider-groups';
import { insertSession } from '@/lib/db/people/sessions';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { eventsOfSpent, spendProof } from '../second-factor/factor-proof';
import type { FactorProof } from '../second-factor/factor-proof';
import { groupEvents } from '../sign-on/group-events';
import { forgiveCode } from './admit-sign-in';
import { checkPassword, recordRefused } from './check-password';
import type { KnownUser, PasswordCredentials } from './check-password';
import { checkSecondFactor, codeWrong } from './check-second-factor';
import { prepareSession } from './prepare-session';
import type { SessionHolder, StartedSession } from './prepare-session';

export interface Credentials extends PasswordCredentials, SessionHolder {
  /** A code from the authenticator, or a recovery code; left out, it is asked for where it is needed. */
  readonly otp?: Plaintext | null;
}

/**
 * Null when the e-mail or the password is wrong, without telling which. Works while locked. Throws 429
 * after too many attempts, and 401 as `checkSecondFactor` does, only after a right password.
 */
export async function startSession(
  installation: Installation,
  credentials: Credentials,
): Promise<StartedSession | null> {
  const known = await checkPassword(installation, credentials);
  if (!known) return null;
  try {
    const proof = await checkSecondFactor(installation, known, credentials.otp ?? null);
    const started = await openSession(installation, credentials, known, proof);
    await known.forgive();
    if (proof) await forgiveCode(installation, known.attempt);
    return started;
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'second_factor_wrong') {
      await recordRefused(installation, known.attempt, 'second_factor');
    }
    throw error;
  }
}

async function openSession(
  installation: Installation,
  credentials: Credentials,
  { user }: KnownUser,
  proof: FactorProof | null,
): Promise<StartedSession> {
  const { started, session, actor } = prepareSession(user, credentials);
  const userId = user.id;
  const named = { id: userId, name: user.email };
  await recordedOrPended(
    { installation, actor, requestId: session.id },
    async (tx) => {
      const spent = proof && (await spendProof(tx, userId, proof));
      if (proof && !spent) throw codeWrong();
      await insertSession(tx, session);
      const { organizationId } = user;
      // A password does not show that the provider names the person in any group still.
      const changes = await syncProviderGroups(tx, { userId, organizationId }, []);
      return { spent, changes };
    },
    ({ spent, changes }) => ({
      in: user,
      events: [
        { action: 'session.started', user: named, secondFactor: spent?.used ?? 'none' },
        ...eventsOfSpent(named, spent),
        ...groupEvents(named, changes),
      ],
    }),
  );
  return started;
}
