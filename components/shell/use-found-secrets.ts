'use client';

import { useQueries } from '@tanstack/react-query';
import { fetchSecrets } from '@/lib/client/api';
import { foundSecretsKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { usePaused } from '@/components/ui/use-paused';

const PER_SCOPE = 6;

/**
 * Secrets of `scopes` with `text` in their names, those of the last scope first. Scopes whose names may
 * not be listed have none to offer.
 */
export function useFoundSecrets(
  scopes: readonly ScopeSummary[],
  text: string,
): { readonly secrets: readonly SecretSummary[]; readonly isLoading: boolean } {
  const q = usePaused(text.trim());
  const lists = useQueries({
    queries: scopes.toReversed().map(({ path, kind }) => ({
      enabled: q !== '',
      queryKey: foundSecretsKey(path, q),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetchSecrets({ scopePath: path, kind, q, limit: PER_SCOPE, signal }),
    })),
  });
  return {
    secrets: q === '' ? [] : lists.flatMap((list) => list.data?.items ?? []),
    isLoading: q !== text.trim() || lists.some((list) => list.isFetching && !list.data),
  };
}
