// How often sign-in may be tried: by address, by account from one address, by account from anywhere.

import 'server-only';
import { createHash } from 'node:crypto';
import { countDenial } from '@/lib/db/audit/denials';
import { countAttempts, forgiveAttempts, sweepThrottles } from '@/lib/db/people/throttles';
import type { AttemptCount } from '@/lib/db/people/throttles';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';

/** Attempts, right or wrong, that are let through within the span. */
export const SIGN_IN_LIMITS = {
  address: { attemptsMax: 60, spanSeconds: 900 },
  pair: { attemptsMax: 10, spanSeconds: 900 },
  // From many addresses at once; far more than the pair, so that one address cannot lock anybody out.
  account: { attemptsMax: 100, spanSeconds: 3600 },
  // Codes, once the password was right: with three of a million in force a day of trying succeeds once in 700.
  code: { attemptsMax: 20, spanSeconds: 3600 },
} as const;

type Limit = keyof typeof SIGN_IN_LIMITS;
const OF_PASSWORDS = ['address', 'pair', 'account'] as const;

const TOO_MANY = 'Too many attempts to sign in. Wait a few minutes, then try again.';
const TOO_MANY_CODES = 'Too many codes were tried. Wait an hour, then try again.';

/** Who tries: the normalized e-mail, whether or not anybody has it, and the network address. */
export interface SignInAttempt {
  readonly email: string;
  readonly address: string;
  /** The person of the e-mail, for the audit log alone. */
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly organizationId: string;
  } | null;
}

/**
 * Counts the attempt before the password is looked at. Throws 429 with the seconds to wait; the answer
 * depends on what was sent, never on whether the account exists. Audited once a minute.
 */
export async function admitSignIn(
  installation: Installation,
  attempt: SignInAttempt,
): Promise<void> {
  // What one address is refused does not count against the account.
  await admit(installation, attempt, [['address', 'pair'], ['account']]);
}

/** As `admitSignIn`, for a code of the second factor after a right password. */
export async function admitCode(installation: Installation, attempt: SignInAttempt): Promise<void> {
  await admit(installation, attempt, [['code']]);
}

/** As `admitSignIn`, for an answer from the identity provider: nobody has said yet who it is. */
export async function admitSignOn(installation: Installation, address: string): Promise<void> {
  await admit(installation, { email: '', address, user: null }, [['address']]);
}

/** Counts a group of limits after the other, until one is exceeded. */
async function admit(
  installation: Installation,
  attempt: SignInAttempt,
  groups: readonly (readonly Limit[])[],
): Promise<void> {
  const keys = keysOf(attempt);
  const over = await bookkeeping(installation, async (tx) => {
    await sweepThrottles(tx);
    for (const limits of groups) {
      const asked = limits.map((one) => ({ key: keys[one], ...SIGN_IN_LIMITS[one] }));
      const found = exceeded(await countAttempts(tx, asked), keys);
      if (found) return found;
    }
    return null;
  });
  if (!over) return;
  await recordThrottled(installation, attempt, over);
  throw new KeystowError('throttled', over.limit === 'code' ? TOO_MANY_CODES : TOO_MANY, {
    retryAfterSeconds: over.secondsLeft,
  });
}

/** After a right password: it was no guess. */
export async function forgiveSignIn(
  installation: Installation,
  attempt: SignInAttempt,
): Promise<void> {
  const keys = keysOf(attempt);
  const counted = OF_PASSWORDS.map((limit) => keys[limit]);
  await bookkeeping(installation, (tx) => forgiveAttempts(tx, counted));
}

/** After an answer that led to a session. */
export async function forgiveSignOn(installation: Installation, address: string): Promise<void> {
  const keys = keysOf({ email: '', address, user: null });
  await bookkeeping(installation, (tx) => forgiveAttempts(tx, [keys.address]));
}

/** After a right code. */
export async function forgiveCode(
  installation: Installation,
  attempt: SignInAttempt,
): Promise<void> {
  const { code } = keysOf(attempt);
  await bookkeeping(installation, (tx) => forgiveAttempts(tx, [code]));
}

interface Over {
  readonly limit: Limit;
  readonly key: string;
  readonly secondsLeft: number;
}

function exceeded(
  counted: readonly AttemptCount[],
  keys: Readonly<Record<Limit, string>>,
): Over | null {
  const limits = Object.keys(SIGN_IN_LIMITS) as Limit[];
  const overs = limits.flatMap((limit) => {
    const row = counted.find((one) => one.key === keys[limit]);
    const over = row !== undefined && row.count > SIGN_IN_LIMITS[limit].attemptsMax;
    return over ? [{ limit, key: row.key, secondsLeft: row.secondsLeft }] : [];
  });
  return overs.sort((one, other) => other.secondsLeft - one.secondsLeft)[0] ?? null;
}

/** Hashes, because people type passwords into the field for the e-mail. */
function keysOf({ email, address }: SignInAttempt): Record<Limit, string> {
  const keyOf = (...parts: string[]) =>
    createHash('sha256')
      .update(JSON.stringify(['sign-in', ...parts]))
      .digest('base64url');
  return {
    address: keyOf('address', address),
    pair: keyOf('pair', email, address),
    account: keyOf('account', email),
    code: keyOf('code', email),
  };
}

async function recordThrottled(
  installation: Installation,
  { user }: SignInAttempt,
  { limit, key }: Over,
): Promise<void> {
  const chainId = user?.organizationId ?? installation.id;
  const ctx = systemContext(installation, 'sign-in');
  const event = {
    action: 'session.throttled',
    user: user && { id: user.id, name: user.name },
    by: limit,
  } as const;
  const told = { event, actor: ctx.actor, by: actorLabel(ctx.actor) };
  const window = { chainId, actorKey: `throttle:${key}`, what: user?.id ?? '', told };
  await recordedOrPended(
    ctx,
    (tx) => countDenial(tx, window),
    (count) => ({ in: user ?? 'installation', events: count === 1 ? [{ ...event, count }] : [] }),
  );
}
