// Typed reads of connectors for the browser.

import type { Connector, ConnectorList } from '@/lib/contracts/connector';
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

/**
 * All that serve the scope, its own and those of wider scopes, by slug: nobody chooses among a part of them
 * without knowing. Throws as `fetchSecrets` does.
 */
export async function fetchServingConnectors(
  wanted: ScopeWanted,
  signal?: AbortSignal,
): Promise<Connector[]> {
  const items: Connector[] = [];
  let after: string | null = null;
  do {
    const query = new URLSearchParams({ ...placeOf(wanted), serving: 'true', limit: '200' });
    if (after !== null) query.set('after', after);
    const page: ConnectorList = await get<ConnectorList>(`/connectors?${query}`, signal);
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

function placeOf({ scopePath, kind }: ScopeWanted): Record<string, string> {
  return kind === 'organization' ? {} : { scope: scopePath, scopeKind: kind };
}
