'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchInstances, instancesKey } from '@/lib/client/instances';

/** The database connections of the organization, page by page. */
export function useInstances(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: instancesKey(),
    queryFn: ({ pageParam, signal }) => fetchInstances(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });
}

export function useRefreshInstances(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: instancesKey() });
}
