// Typed reads of the console's own secrets, and the name they are cached under.

import type { ManagedSecretList } from '@/lib/contracts/managed-secret';
import { get } from './api';

export const MANAGED_SECRETS_KEY = ['managed-secrets'] as const;

/** Presence, strength, source and age of each; no value. Throws as `fetchSecrets` does. */
export async function fetchManagedSecrets(signal?: AbortSignal): Promise<ManagedSecretList> {
  return get('/managed-secrets', signal);
}
