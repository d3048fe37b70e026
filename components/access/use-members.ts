'use client';

import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { fetchMember, fetchMembers } from '@/lib/client/members';
import { memberKey, membersKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';

export interface MemberView {
  readonly q: string;
  readonly role: string;
}

/** The people around a scope, page by page. */
export function useMembers(scope: Pick<ScopeSummary, 'id'>, { q, role }: MemberView) {
  return useInfiniteQuery({
    queryKey: membersKey(scope.id, q, role),
    queryFn: ({ pageParam, signal }) =>
      fetchMembers({ scope: scope.id, q, role, after: pageParam ?? undefined, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useMember(id: string) {
  return useQuery({
    queryKey: memberKey(id),
    queryFn: ({ signal }) => fetchMember(id, signal),
  });
}

/** Reads all of people again. */
export function useRefreshMembers(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: membersKey() });
}
