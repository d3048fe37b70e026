// How often links may be tried from one network address: a wrong one counts, a right one does not.

import 'server-only';
import { createHash } from 'node:crypto';
import { countAttempts, forgiveAttempts, sweepThrottles } from '@/lib/db/people/throttles';
import { KeystowError } from '@/lib/domain/errors';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';

/** Wrong links that one address may try. Against 256 bits it is one guess in as many lifetimes. */
export const INTAKE_LIMIT = { attemptsMax: 30, spanSeconds: 900 } as const;

/**
 * Counts the attempt before `look` is run, so that none slips by beside another, and takes it back once
 * that found a link. Throws 429 with the seconds to wait.
 */
export async function admitIntake<T>(
  installation: Installation,
  address: string,
  look: () => Promise<T>,
): Promise<T> {
  const key = createHash('sha256')
    .update(JSON.stringify(['intake', address]))
    .digest('base64url');
  const [counted] = await bookkeeping(installation, async (tx) => {
    await sweepThrottles(tx);
    return countAttempts(tx, [{ key, spanSeconds: INTAKE_LIMIT.spanSeconds }]);
  });
  if (counted && counted.count > INTAKE_LIMIT.attemptsMax) {
    const message = 'Too many links were tried. Wait a few minutes, then open the link again.';
    throw new KeystowError('throttled', message, { retryAfterSeconds: counted.secondsLeft });
  }
  const found = await look();
  await bookkeeping(installation, (tx) => forgiveAttempts(tx, [key]));
  return found;
}
