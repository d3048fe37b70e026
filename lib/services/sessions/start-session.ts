// Sign-in: password, second factor where there is one, and a session that begins with both spent.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { insertSession } from '@/lib/db/people/sessions';
import type { UserActor } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { eventsOfSpent, spendProof } from '../second-factor/factor-proof';
import type { FactorProof } from '../second-factor/factor-proof';
import { forgiveCode } from './admit-sign-in';
import { checkPassword, recordRefused } from './check-password';
import type { KnownUser, PasswordCredentials } from './check-password';
import { checkSecondFactor, codeWrong } from './check-second-factor';

export const SESSION_DAYS_MAX = 7;
export const SESSION_IDLE_HOURS_MAX = 12;

export interface Credentials extends PasswordCredentials {
  /** A code from the authenticator, or a recovery code; left out, it is asked for where it is needed. */
  readonly otp?: Plaintext | null;
  readonly userAgent: string | null;
  /** Of the JWT secret that will sign the cookie. */
  readonly kid: string;
}

/** What the cookie carries: `sid` is the session's secret, of which only a hash is stored. */
export interface StartedSession {
  readonly sid: string;
  readonly userId: string;
  readonly epoch: number;
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
  const { id: userId, organizationId, email, name, epoch } = user;
  const sid = randomBytes(32).toString('base64url');
  const id = newUuid();
  const actor: UserActor = { kind: 'user', id: userId, organizationId, email, name, sessionId: id };
  const named = { id: userId, name: email };
  const session = {
    id,
    userId,
    sidHash: hashLinkSecret(sid),
    kid: credentials.kid,
    userAgent: credentials.userAgent?.slice(0, 300) ?? null,
    expiresAt: new Date(Date.now() + SESSION_DAYS_MAX * 86_400_000),
  };
  await recordedOrPended(
    { installation, actor, requestId: id },
    async (tx) => {
      const spent = proof && (await spendProof(tx, userId, proof));
      if (proof && !spent) throw codeWrong();
      await insertSession(tx, session);
      return spent;
    },
    (spent) => ({
      in: user,
      events: [
        { action: 'session.started', user: named, secondFactor: spent?.used ?? 'none' },
        ...eventsOfSpent(named, spent),
      ],
    }),
  );
  return { sid, userId, epoch };
}
