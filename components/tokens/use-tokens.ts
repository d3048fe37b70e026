'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchTokens } from '@/lib/client/api';
import { tokensKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** The tokens of a scope and below, page by page. Their texts are in no list. */
export function useTokens(scope: Pick<ScopeSummary, 'id'>) {
  return useInfiniteQuery({
    queryKey: tokensKey(scope.id),
    queryFn: ({ pageParam, signal }) =>
      fetchTokens({ scope: scope.id, after: pageParam ?? undefined, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Reads every list of tokens again. */
export function useRefreshTokens(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: tokensKey() });
}
