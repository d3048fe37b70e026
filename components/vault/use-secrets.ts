'use client';

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchSecrets } from '@/lib/client/api';
import { secretsKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';

type ListedScope = Pick<ScopeSummary, 'path' | 'kind'>;

/** The names of one scope, page by page. `filter` is matched by the server; '' lists all. */
export function useSecrets(scope: ListedScope, filter: string, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: secretsKey(scope.path, filter),
    queryFn: ({ pageParam, signal }) =>
      fetchSecrets({
        scopePath: scope.path,
        kind: scope.kind,
        q: filter,
        after: pageParam ?? undefined,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** One secret by its name: from the list that is shown, else asked for alone. */
export function useSecret(
  scope: ListedScope,
  filter: string,
  key: string | null,
): SecretSummary | undefined {
  const named = (secret: SecretSummary) => secret.key === key;
  const shown = useSecrets(scope, filter);
  const found = shown.data?.pages.flatMap((page) => page.items).find(named);
  const alone = useSecrets(scope, key ?? '', shown.isSuccess && key !== null && !found);
  return found ?? alone.data?.pages.flatMap((page) => page.items).find(named);
}

/** Reads the lists of a scope again, whatever they are filtered by. */
export function useRefreshSecrets(scope: ListedScope): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: secretsKey(scope.path) });
}
