'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchIntegrations, integrationsKey } from '@/lib/client/integrations';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** The integrations of a scope and of wider ones, page by page. */
export function useIntegrations({ path, kind }: ScopeSummary) {
  return useInfiniteQuery({
    queryKey: integrationsKey(path),
    queryFn: ({ pageParam, signal }) =>
      fetchIntegrations({ scopePath: path, kind }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** Reads every list of integrations again. */
export function useRefreshIntegrations(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: integrationsKey() });
}
