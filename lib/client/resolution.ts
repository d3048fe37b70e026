// Typed reads of what names mean to a scope.

import type { Resolution } from '@/lib/contracts/resolution';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

export interface ResolutionWanted extends ScopeWanted {
  /** One name; left out: those that more than one scope has. */
  readonly key?: string | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One page. Throws as `fetchSecrets` does. */
export async function fetchResolution(wanted: ResolutionWanted): Promise<Resolution> {
  const { key, after, signal } = wanted;
  const query = new URLSearchParams({
    ...(key === undefined ? { only: 'shadowed', limit: '1000' } : { key }),
    ...(after === undefined ? {} : { after }),
  });
  return get(`${scopeAddress(wanted)}/resolution?${query}`, signal);
}
