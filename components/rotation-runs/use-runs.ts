'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { secretsKey, workersKey } from '@/lib/client/query-keys';
import { rotationKey } from '@/lib/client/rotation';
import {
  fetchRun,
  fetchRuns,
  runsKey,
  runsQuery,
  type RunsWanted,
} from '@/lib/client/rotation-runs';
import type { RotationRun } from '@/lib/contracts/rotation-run';

const LIVE_MILLISECONDS = 3000;
const AGAIN_AFTER_MS = 30_000;

/** Newest first, page by page. */
export function useRuns(wanted: RunsWanted) {
  return useInfiniteQuery({
    queryKey: runsKey('list', runsQuery(wanted).toString()),
    queryFn: ({ pageParam, signal }) => fetchRuns(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: AGAIN_AFTER_MS,
    staleTime: 0,
  });
}

/** One, read again and again while it is open: workers, checks and other people move it on. */
export function useRun(id: string) {
  return useQuery({
    queryKey: runsKey('one', id),
    queryFn: ({ signal }) => fetchRun(id, signal),
    refetchInterval: ({ state }) => (state.data?.endedAt ? false : LIVE_MILLISECONDS),
    staleTime: 0,
  });
}

/** Shows a rotation as an act left it, and reads again what that may have changed. */
export function useRunDone(): (run: RotationRun) => void {
  const client = useQueryClient();
  return (run) => {
    // An answer on its way may be of before the act.
    void client.cancelQueries({ queryKey: runsKey('one', run.id) });
    client.setQueryData(runsKey('one', run.id), run);
    void client.invalidateQueries({ queryKey: runsKey('list') });
    void client.invalidateQueries({ queryKey: rotationKey() });
    void client.invalidateQueries({ queryKey: workersKey() });
    for (const path of new Set(run.items.map(({ scope }) => scope.path))) {
      void client.invalidateQueries({ queryKey: secretsKey(path) });
    }
  };
}

/** Reads one again at once, as after a trial. */
export function useReadRunAgain(id: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: runsKey('one', id) });
}
