'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { connectorsKey, fetchConnectors } from '@/lib/client/connectors';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** The connectors that serve a scope, and those of scopes below it, page by page. */
export function useConnectors({ path, kind }: ScopeSummary) {
  return useInfiniteQuery({
    queryKey: connectorsKey(path),
    queryFn: ({ pageParam, signal }) =>
      fetchConnectors({ scopePath: path, kind }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Reads every list of connectors again. */
export function useRefreshConnectors(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: connectorsKey() });
}
