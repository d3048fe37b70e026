// The command that seals a secret from a terminal, for the empty states.

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { ScopeKind } from '@/lib/domain/scope';

const COLLECTION: Readonly<Record<Exclude<ScopeKind, 'organization'>, string>> = {
  team: 'teams',
  workspace: 'workspaces',
  app: 'apps',
};

/** Where the secrets of a scope are in the REST API, below `origin`. */
export function secretsUrl(origin: string, scope: Pick<ScopeSummary, 'kind' | 'path'>): string {
  const place =
    scope.kind === 'organization' ? 'platform' : `${COLLECTION[scope.kind]}/${scope.path}`;
  return `${origin}/api/v1/${place}/secrets`;
}

/**
 * Reads the JSON from standard input: on the command line itself the value would stay in the shell's
 * history and be seen in the list of processes.
 */
export function curlLine(origin: string, scope: Pick<ScopeSummary, 'kind' | 'path'>): string {
  return `curl --json @- -H "Authorization: Bearer $KEYSTOW_TOKEN" ${secretsUrl(origin, scope)}`;
}
