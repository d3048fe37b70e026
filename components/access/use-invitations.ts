'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { fetchInvitations } from '@/lib/client/members';
import { INVITATIONS_KEY } from '@/lib/client/query-keys';

/** The invitations in sight, page by page. Their links are in no list. */
export function useInvitations() {
  return useInfiniteQuery({
    queryKey: INVITATIONS_KEY,
    queryFn: ({ pageParam, signal }) => fetchInvitations(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useRefreshInvitations(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: INVITATIONS_KEY });
}
