'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { deliveriesKey } from '@/lib/client/query-keys';
import { fetchDeliveries, fetchReceipt } from '@/lib/client/workers';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** What was handed over at and below a scope, newest first, page by page. */
export function useRuns({ path, kind }: Pick<ScopeSummary, 'path' | 'kind'>) {
  return useInfiniteQuery({
    queryKey: deliveriesKey('of', path),
    queryFn: ({ pageParam, signal }) =>
      fetchDeliveries({ scopePath: path, kind }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useReceipt(id: string) {
  return useQuery({
    queryKey: deliveriesKey('one', id),
    queryFn: ({ signal }) => fetchReceipt(id, signal),
  });
}
