// Typed read of how a team, or the organization, is doing.

import type { Dashboard } from '@/lib/contracts/dashboard';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

/** Throws as `fetchSecrets` does. */
export async function fetchDashboard(place: ScopeWanted, signal?: AbortSignal): Promise<Dashboard> {
  return get(`${scopeAddress(place)}/dashboard`, signal);
}
