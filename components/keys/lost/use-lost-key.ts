'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  fetchTriage,
  fetchWorksheet,
  fetchWorksheetProgress,
  TRIAGE,
  WORKSHEET,
  worksheetKey,
  worksheetProgressKey,
  type WorksheetView,
} from '@/lib/client/lost-key';
import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { WORKSHEET_GROUPS, WORKSHEET_STATES } from '@/lib/domain/worksheet';
import { useSearch } from '@/components/ui/use-search';

/** Others enter values through links meanwhile. */
const LIVE_MILLISECONDS = 5000;

/** What was found when the page was made, and again when asked for. */
export function useTriage(initial: LostKeyTriage) {
  return useQuery({
    queryKey: TRIAGE,
    queryFn: ({ signal }) => fetchTriage(signal),
    initialData: initial,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useWorksheet(view: WorksheetView) {
  return useInfiniteQuery({
    queryKey: worksheetKey(view),
    queryFn: ({ pageParam, signal }) => fetchWorksheet(view, pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: LIVE_MILLISECONDS,
  });
}

export function useWorksheetProgress(by: WorksheetView['by']) {
  return useQuery({
    queryKey: worksheetProgressKey(by),
    queryFn: ({ signal }) => fetchWorksheetProgress(by, signal),
    refetchInterval: LIVE_MILLISECONDS,
    placeholderData: (before) => before,
  });
}

/** Reads lines and sums again. */
export function useRefreshWorksheet(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: WORKSHEET });
}

/** Which lines the address asks for; all open ones where it says nothing. */
export function useWorksheetView() {
  const search = useSearch();
  const by = WORKSHEET_GROUPS.find((one) => one === search.get('by')) ?? 'owner';
  const asked = search.get('state');
  const view: WorksheetView = {
    by,
    group: search.get('group'),
    state: asked === 'all' ? null : (WORKSHEET_STATES.find((one) => one === asked) ?? 'open'),
  };
  const change = (next: Partial<WorksheetView>) => {
    const { state } = next;
    search.replace({
      ...(next.by === undefined ? {} : { by: next.by, group: null }),
      ...(next.group === undefined ? {} : { group: next.group }),
      ...(state === undefined ? {} : { state: state ?? 'all' }),
    });
  };
  return { view, change };
}
