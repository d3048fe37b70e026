'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchLeak, fetchLeaks, leaksKey, type LeaksWanted } from '@/lib/client/leaks';
import { dashboardKey } from '@/lib/client/query-keys';
import { runsKey } from '@/lib/client/rotation-runs';
import type { LeakCase } from '@/lib/contracts/leak';

const LIVE_MILLISECONDS = 3000;
const AGAIN_AFTER_MS = 30_000;

/** Newest first, page by page. */
export function useLeaks(wanted: LeaksWanted) {
  return useInfiniteQuery({
    queryKey: leaksKey('list', wanted.scope, wanted.state ?? ''),
    queryFn: ({ pageParam, signal }) => fetchLeaks(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: AGAIN_AFTER_MS,
    staleTime: 0,
  });
}

/** One, read again and again while it is open: workers and other people move it on. */
export function useLeak(id: string) {
  return useQuery({
    queryKey: leaksKey('one', id),
    queryFn: ({ signal }) => fetchLeak(id, signal),
    refetchInterval: ({ state }) => (state.data?.closedAt ? false : LIVE_MILLISECONDS),
    staleTime: 0,
  });
}

/** Shows a case as an act left it, and reads again what that may have changed. */
export function useLeakDone(): (leak: LeakCase) => void {
  const client = useQueryClient();
  return (leak) => {
    // An answer on its way may be of before the act.
    void client.cancelQueries({ queryKey: leaksKey('one', leak.id) });
    client.setQueryData(leaksKey('one', leak.id), leak);
    void client.invalidateQueries({ queryKey: leaksKey('list') });
    void client.invalidateQueries({ queryKey: runsKey() });
    void client.invalidateQueries({ queryKey: dashboardKey('').slice(0, 1) });
  };
}
