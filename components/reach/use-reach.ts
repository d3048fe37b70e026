'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { reachKey, secretAccessKey } from '@/lib/client/query-keys';
import { fetchReach, fetchSecretAccess, type Reacher } from '@/lib/client/reach';
import type { SecretSummary } from '@/lib/contracts/secret';

/** Who can change or receive a secret, page by page, read anew each time it is asked. */
export function useSecretAccess({ key, scope }: Pick<SecretSummary, 'key' | 'scope'>) {
  const place = { scopePath: scope.path, kind: scope.kind };
  return useInfiniteQuery({
    queryKey: secretAccessKey(scope.path, key),
    queryFn: ({ pageParam, signal }) => fetchSecretAccess(place, key, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

export function useReach(of: Reacher) {
  return useQuery({
    queryKey: reachKey(of.id),
    queryFn: ({ signal }) => fetchReach(of, signal),
    staleTime: 0,
  });
}
