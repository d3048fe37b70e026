'use client';

import { useQueries } from '@tanstack/react-query';
import { fetchSecrets } from '@/lib/client/api';
import { candidatesKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';

/**
 * Secrets of `scopes` that an alias could point to and whose name has `text` in it. A scope whose names
 * may not be listed has none to offer.
 */
export function useCandidates(
  scopes: readonly ScopeSummary[],
  text: string,
): readonly SecretSummary[] {
  return useQueries({
    queries: scopes.map(({ path, kind }) => ({
      queryKey: candidatesKey(path, text),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetchSecrets({ scopePath: path, kind, q: text, signal }),
    })),
    combine: (lists) =>
      lists
        .flatMap((list) => list.data?.items ?? [])
        // An alias of an alias is one more place to look when something is missing.
        .filter((secret) => secret.aliasOf === null),
  });
}
