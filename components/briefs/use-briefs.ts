'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  briefKey,
  briefsKey,
  fetchBrief,
  fetchBriefPreview,
  fetchBriefs,
  previewBrief,
  previewKey,
} from '@/lib/client/briefs';
import type { BriefSummary } from '@/lib/contracts/brief';
import { secretNameFault } from '@/lib/domain/secret-name';

/** While a run may begin or end. */
const LIVE_MILLISECONDS = 5000;

const LIVE: readonly BriefSummary['status'][] = ['open', 'delivered', 'running'];

/** The briefs of an app, page by page; read again while one of those shown may change by itself. */
export function useBriefs(app: string) {
  return useInfiniteQuery({
    queryKey: briefsKey(app),
    queryFn: ({ pageParam, signal }) => fetchBriefs(app, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => {
      const briefs = state.data?.pages.flatMap((page) => page.items) ?? [];
      return briefs.some(({ status }) => LIVE.includes(status)) ? LIVE_MILLISECONDS : false;
    },
  });
}

export function useBrief(id: string) {
  return useQuery({
    queryKey: briefKey(id, 'facts'),
    queryFn: ({ signal }) => fetchBrief(id, signal),
    refetchInterval: ({ state }) =>
      state.data && LIVE.includes(state.data.status) ? LIVE_MILLISECONDS : false,
  });
}

export function useBriefPreview(id: string) {
  return useQuery({
    queryKey: briefKey(id, 'preview'),
    queryFn: ({ signal }) => fetchBriefPreview(id, signal),
  });
}

/** What these names would be handed to the app; nothing is asked while one of them is no name. */
export function usePreview(app: string, refs: readonly string[]) {
  const asked = refs.length > 0 && refs.every((one) => secretNameFault(one) === null);
  return useQuery({
    queryKey: previewKey(app, refs),
    queryFn: ({ signal }) => previewBrief(app, refs, signal),
    enabled: asked,
    placeholderData: (before) => before,
  });
}

/** Reads everything of briefs again. */
export function useRefreshBriefs(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: briefsKey() });
}
