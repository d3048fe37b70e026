// Typed reads of connectors for the browser.

import type { ConnectorList } from '@/lib/contracts/connector';
import { get } from './api';
import type { ScopeWanted } from './api';

/** Of one scope; without it the key stands for all of them. */
export function connectorsKey(scopePath?: string): readonly string[] {
  return scopePath === undefined ? ['connectors'] : ['connectors', scopePath];
}

/** One page by slug: those that serve the scope, and those below it. Throws as `fetchSecrets` does. */
export async function fetchConnectors(
  wanted: ScopeWanted,
  after: string | null,
  signal: AbortSignal,
): Promise<ConnectorList> {
  const query = new URLSearchParams({ ...placeOf(wanted), ...(after ? { after } : {}) });
  return get(`/connectors?${query}`, signal);
}

/** Those that serve the scope: its own and those of wider scopes. Throws as `fetchSecrets` does. */
export async function fetchServingConnectors(
  wanted: ScopeWanted,
  signal?: AbortSignal,
): Promise<ConnectorList> {
  const query = new URLSearchParams({ ...placeOf(wanted), serving: 'true', limit: '200' });
  return get(`/connectors?${query}`, signal);
}

function placeOf({ scopePath, kind }: ScopeWanted): Record<string, string> {
  return kind === 'organization' ? {} : { scope: scopePath, scopeKind: kind };
}
