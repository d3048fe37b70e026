'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { scopeAddress } from '@/lib/client/api';
import { destinationsKey, fetchCheck, fetchDestinations } from '@/lib/client/destinations';
import type { ScopeKind } from '@/lib/domain/scope';

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

/** As `useDestinations`, to the last page: for choosing one. */
export function useAllDestinations(scope: string) {
  const list = useDestinations(scope);
  const { hasNextPage, isFetching, isError, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return list;
}

interface Checked {
  readonly scope: { readonly kind: ScopeKind; readonly id: string };
  readonly key: string;
}

/** The check of a secret; null where it has none. */
export function useCheck({ scope, key }: Checked) {
  const at = scopeAddress({ kind: scope.kind, scopePath: scope.id });
  return useQuery({
    queryKey: destinationsKey('check', scope.id, key),
    queryFn: ({ signal }) => fetchCheck(`${at}/secrets`, key, signal),
    staleTime: 0,
  });
}

/** Reads them and the checks again after an act. */
export function useDestinationsDone(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: destinationsKey() });
}
