'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchBin, fetchVersions } from '@/lib/client/history';
import { binKey, versionsKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';

type ListedScope = Pick<ScopeSummary, 'path' | 'kind'>;

/** The versions of one secret, newest first, page by page. */
export function useVersions({ path, kind }: ListedScope, key: string) {
  return useInfiniteQuery({
    queryKey: versionsKey(path, key),
    queryFn: ({ pageParam, signal }) =>
      fetchVersions({ scopePath: path, kind, key, after: pageParam ?? undefined, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** What was deleted from one scope, newest first, page by page. */
export function useBin({ path, kind }: ListedScope) {
  return useInfiniteQuery({
    queryKey: binKey(path),
    queryFn: ({ pageParam, signal }) =>
      fetchBin({ scopePath: path, kind, after: pageParam ?? undefined, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
