'use client';

import { useQuery } from '@tanstack/react-query';
import { scopeContentsKey } from '@/lib/client/query-keys';
import { fetchScopeContents } from '@/lib/client/scopes';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** What lies at and below a scope, counted anew each time it is asked. */
export function useScopeContents({ id }: ScopeSummary) {
  return useQuery({
    queryKey: scopeContentsKey(id),
    queryFn: ({ signal }) => fetchScopeContents(id, signal),
    staleTime: 0,
    gcTime: 0,
  });
}
