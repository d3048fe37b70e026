'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  DATA_KEYS,
  fetchDataKeys,
  fetchKeyOperation,
  fetchKeyOperations,
  fetchKeys,
  fetchRuntimeInputs,
  KEY_OPERATIONS,
  KEY_OVERVIEW,
  KEYS,
  keyOperationKey,
  RUNTIME_INPUTS,
} from '@/lib/client/keys';
import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';

/** While keys are being changed, and otherwise as often as nodes are heard of. */
const LIVE_MILLISECONDS = 2000;
const CALM_MILLISECONDS = 20_000;

/** `initial` is what the server rendered the page with. */
export function useKeys(initial: KeyOverview, live = false): KeyOverview {
  return useQuery({
    queryKey: KEY_OVERVIEW,
    queryFn: ({ signal }) => fetchKeys(signal),
    initialData: initial,
    refetchInterval: live ? LIVE_MILLISECONDS : CALM_MILLISECONDS,
  }).data;
}

/** The operation, read again and again while it is open; `at` is when it was read last. */
export function useKeyOperation(initial: KeyOperationView) {
  const query = useQuery({
    queryKey: keyOperationKey(initial.id),
    queryFn: ({ signal }) => fetchKeyOperation(initial.id, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? LIVE_MILLISECONDS : false),
  });
  return { operation: query.data, at: query.dataUpdatedAt, unreachable: query.isRefetchError };
}

export function useKeyOperations() {
  return useInfiniteQuery({
    queryKey: KEY_OPERATIONS,
    queryFn: ({ pageParam, signal }) => fetchKeyOperations(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useDataKeys() {
  return useInfiniteQuery({
    queryKey: DATA_KEYS,
    queryFn: ({ pageParam, signal }) => fetchDataKeys(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function useRuntimeInputs() {
  return useQuery({
    queryKey: RUNTIME_INPUTS,
    queryFn: ({ signal }) => fetchRuntimeInputs(signal),
  });
}

/** Shows the operation as an act left it, and reads everything else of the keys again. */
export function useOperationDone(): (operation: KeyOperationView) => void {
  const client = useQueryClient();
  return (operation) => {
    client.setQueryData(keyOperationKey(operation.id), operation);
    void client.invalidateQueries({ queryKey: KEYS });
  };
}

/** Reads everything of the keys again. */
export function useRefreshKeys(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: KEYS });
}
