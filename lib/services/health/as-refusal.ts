// Which errors are answers: refusals, and a database that is away. Anything else is a defect.

import 'server-only';
import { asDatabaseError } from '@/lib/db/connection/database-unavailable';
import { KeystowError } from '@/lib/domain/errors';

/** The refusal that `error` is or amounts to, or null for what nobody expected. */
export function asRefusal(error: unknown): KeystowError | null {
  const known = asDatabaseError(error);
  return known instanceof KeystowError ? known : null;
}
