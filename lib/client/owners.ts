// Typed read of who may own a secret.

import type { OwnerList } from '@/lib/contracts/owner';
import { get } from './api';

/** People and teams whose name, e-mail or path has `q` in it; at most 50. Throws as `fetchSecrets` does. */
export async function fetchOwners(q: string, signal?: AbortSignal): Promise<OwnerList> {
  return get(q === '' ? '/owners' : `/owners?${new URLSearchParams({ q })}`, signal);
}
