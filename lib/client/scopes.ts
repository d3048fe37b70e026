// Typed reads of the scope tree.

import type { ScopeContents } from '@/lib/contracts/scope';
import { get } from './api';

/** What would go with a scope. `ref` is its id or path. Throws as `fetchSecrets` does. */
export async function fetchScopeContents(
  ref: string,
  signal: AbortSignal | undefined,
): Promise<ScopeContents> {
  return get(`/scopes/${encodeURIComponent(ref)}/contents`, signal);
}
