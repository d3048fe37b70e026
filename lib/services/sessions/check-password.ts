// The first half of signing in: the same work and the same answer whoever asks.

import 'server-only';
import { verifyPassword } from '@/lib/crypto/password';
import { findActiveUserByEmail } from '@/lib/db/people/members';
import type { AccountEvent } from '@/lib/domain/account-event';
import { normalizeEmail } from '@/lib/domain/email';
import type { Plaintext } from '@/lib/domain/plaintext';
import { admitSignIn, forgiveSignIn } from './admit-sign-in';
import type { SignInAttempt } from './admit-sign-in';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';

export interface PasswordCredentials {
  readonly email: string;
  readonly password: Plaintext;
  /** The network address it came from (`lib/auth/address-of-request.ts`). */
  readonly address: string;
}

type User = NonNullable<Awaited<ReturnType<typeof findActiveUserByEmail>>>;

/** Somebody whose password was right, and the attempt it was given in. */
export interface KnownUser {
  readonly user: User;
  readonly attempt: SignInAttempt;
  /** Takes the attempt back: it was no guess. */
  readonly forgive: () => Promise<void>;
}

/**
 * Null when the e-mail or the password is wrong, without telling which. Throws 429 after too many
 * attempts, before any password is looked at.
 */
export async function checkPassword(
  installation: Installation,
  credentials: PasswordCredentials,
): Promise<KnownUser | null> {
  const email = normalizeEmail(credentials.email);
  const user = await findActiveUserByEmail(installation.database.prisma, email);
  const { address } = credentials;
  const named = user && { id: user.id, name: user.email, organizationId: user.organizationId };
  const attempt = { email, address, user: named };
  await admitSignIn(installation, attempt);
  const matches = await verifyPassword(user?.passwordHash ?? null, credentials.password);
  if (user && matches) {
    return { user, attempt, forgive: () => forgiveSignIn(installation, attempt) };
  }
  // Told in either case: a missing write would be the time that gives an unknown account away.
  await recordRefused(installation, attempt, 'password');
  return null;
}

export async function recordRefused(
  installation: Installation,
  { user }: SignInAttempt,
  at: Extract<AccountEvent, { action: 'session.refused' }>['at'],
): Promise<void> {
  const named = user && { id: user.id, name: user.name };
  await recordedOrPended(
    systemContext(installation, 'sign-in'),
    async () => undefined,
    () => ({
      in: user ?? 'installation',
      events: [{ action: 'session.refused', user: named, at }],
    }),
  );
}
