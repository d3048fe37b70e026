'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchIntakeLinks, INTAKE_LINKS } from '@/lib/client/intake';

/** While somebody may be entering a value. */
const LIVE_MILLISECONDS = 3000;

/** The links in sight, page by page; read again while one of those shown is open. */
export function useIntakeLinks() {
  return useInfiniteQuery({
    queryKey: INTAKE_LINKS,
    queryFn: ({ pageParam, signal }) => fetchIntakeLinks(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => {
      const links = state.data?.pages.flatMap((page) => page.items) ?? [];
      return links.some((link) => link.state === 'open') ? LIVE_MILLISECONDS : false;
    },
  });
}

/** Reads the links again. */
export function useRefreshIntakeLinks(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: INTAKE_LINKS });
}
