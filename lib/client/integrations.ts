// Typed reads of integrations for the browser.

import type { IntegrationList } from '@/lib/contracts/integration';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

/** Of one scope; without it the key stands for all of them. */
export function integrationsKey(scopePath?: string): readonly string[] {
  return scopePath === undefined ? ['integrations'] : ['integrations', scopePath];
}

/** One page by slug, with those of wider scopes. Throws as `fetchSecrets` does. */
export async function fetchIntegrations(
  scope: ScopeWanted,
  after: string | null,
  signal: AbortSignal,
): Promise<IntegrationList> {
  const query = new URLSearchParams({ inherited: 'true', ...(after ? { after } : {}) });
  return get(`${scopeAddress(scope)}/integrations?${query}`, signal);
}
