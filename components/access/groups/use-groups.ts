'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { fetchGroup, fetchGroupMembers, fetchGroups } from '@/lib/client/groups';
import { groupKey, groupsKey } from '@/lib/client/query-keys';

/** The groups of the organization, page by page. */
export function useGroups(q: string) {
  return useInfiniteQuery({
    queryKey: groupsKey(q),
    queryFn: ({ pageParam, signal }) => fetchGroups(q, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useGroup(group: string) {
  return useQuery({
    queryKey: groupKey(group, 'facts'),
    queryFn: ({ signal }) => fetchGroup(group, signal),
  });
}

/** Who is in a group, as far as they are in sight. */
export function useGroupMembers(group: string) {
  return useInfiniteQuery({
    queryKey: groupKey(group, 'members'),
    queryFn: ({ pageParam, signal }) => fetchGroupMembers(group, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
