// Typed reads of what names mean to a scope.

import type { Matrix, Resolution } from '@/lib/contracts/resolution';
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

export interface MatrixWanted extends ScopeWanted {
  /** Part of a name; empty: all. */
  readonly q: string;
  /** `next` of the page before. */
  readonly after: string | null;
  readonly signal: AbortSignal;
}

/** One page of names by scopes. Throws as `fetchSecrets` does. */
export async function fetchMatrix(wanted: MatrixWanted): Promise<Matrix> {
  const { q, after, signal } = wanted;
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(after ? { after } : {}) });
  return get(`${scopeAddress(wanted)}/matrix?${query}`, signal);
}
