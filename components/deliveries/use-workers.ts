'use client';

import { useQuery } from '@tanstack/react-query';
import { workersKey } from '@/lib/client/query-keys';
import { fetchWorkers } from '@/lib/client/workers';
import type { ScopeSummary } from '@/lib/contracts/scope';

/** A board of more than that is read app by app. */
export const WORKERS_SHOWN_MAX = 500;
export const PAST_SHOWN_MAX = 20;
/** Who falls silent changes nothing that a stream could tell. */
const AGAIN_AFTER_MS = 15_000;

/** The workers at and below the scope: those that are there, are missing, or ended or are gone. */
export function useWorkers({ path, kind }: ScopeSummary, show: 'here' | 'past' | 'missing') {
  const limit = show === 'past' ? PAST_SHOWN_MAX : WORKERS_SHOWN_MAX;
  return useQuery({
    queryKey: workersKey(path, show),
    queryFn: ({ signal }) => fetchWorkers({ scopePath: path, kind, show, limit }, signal),
    refetchInterval: AGAIN_AFTER_MS,
    staleTime: 0,
  });
}
