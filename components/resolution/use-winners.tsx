'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { resolutionKey } from '@/lib/client/query-keys';
import { fetchResolution } from '@/lib/client/resolution';
import type { ResolvedName } from '@/lib/contracts/resolution';
import type { ScopeSummary } from '@/lib/contracts/scope';

type Winners = ReadonlyMap<string, ResolvedName>;

const Context = createContext<Winners>(new Map());

interface WinnersOfProps {
  /** For whom names are resolved. */
  readonly scope: ScopeSummary;
  readonly children: ReactNode;
}

/** Lets rows below know whether their secret wins in the scope: read are only names that several have. */
export function WinnersOf({ scope, children }: WinnersOfProps) {
  const place = { scopePath: scope.path, kind: scope.kind };
  const list = useInfiniteQuery({
    queryKey: resolutionKey(scope.path),
    queryFn: ({ pageParam, signal }) =>
      fetchResolution({ ...place, after: pageParam ?? undefined, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: scope.kind !== 'organization',
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const winners = useMemo(
    () => new Map(data?.pages.flatMap((page) => page.items.map((one) => [one.key, one] as const))),
    [data],
  );
  return <Context value={winners}>{children}</Context>;
}

/** What wins of a name that several scopes have; undefined where one alone has it. */
export function useWinner(key: string | undefined): ResolvedName | undefined {
  const winners = useContext(Context);
  return key === undefined ? undefined : winners.get(key);
}

/** What one name means to a scope, read anew each time it is looked at. */
export function useResolvedName(scope: ScopeSummary, key: string) {
  return useQuery({
    queryKey: [...resolutionKey(scope.path), key],
    queryFn: async ({ signal }) => {
      const place = { scopePath: scope.path, kind: scope.kind };
      const { items } = await fetchResolution({ ...place, key, signal });
      return items[0] ?? null;
    },
    staleTime: 0,
  });
}
