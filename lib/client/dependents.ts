// Typed read of what would break without a secret.

import type { SecretDependents } from '@/lib/contracts/secret';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

/** The aliases that deliver the value of a secret. Throws as `fetchSecrets` does. */
export async function fetchDependents(
  place: ScopeWanted,
  key: string,
  signal?: AbortSignal,
): Promise<SecretDependents> {
  return get(`${scopeAddress(place)}/secrets/${key}/dependents`, signal);
}
