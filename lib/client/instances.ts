// Typed reads of database connections for the browser.

import type { InstanceList } from '@/lib/contracts/instance';
import { get } from './api';

export function instancesKey(): readonly string[] {
  return ['instances'];
}

/** One page by slug. Throws as `fetchSecrets` does. */
export async function fetchInstances(
  after: string | null,
  signal: AbortSignal,
): Promise<InstanceList> {
  const query = after ? `?${new URLSearchParams({ after })}` : '';
  return get(`/instances${query}`, signal);
}
