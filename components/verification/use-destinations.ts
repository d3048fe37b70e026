'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { destinationsKey, fetchDestinations } from '@/lib/client/destinations';

/** Those of a scope and above it, newest first. */
export function useDestinations(scope: string) {
  return useInfiniteQuery({
    queryKey: destinationsKey('list', scope),
    queryFn: ({ pageParam, signal }) => fetchDestinations(scope, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

/** Reads them again after an act. */
export function useDestinationsDone(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: destinationsKey() });
}
