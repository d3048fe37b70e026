'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { dashboardKey, secretsKey } from '@/lib/client/query-keys';
import {
  fetchOutlook,
  fetchRotation,
  fetchRotationOf,
  fetchRotationWindows,
  rotationKey,
  rotationQuery,
  type RotationWanted,
  type WindowsWanted,
} from '@/lib/client/rotation';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { RotationStatus } from '@/lib/domain/rotation';

/** Time goes on, and others act. */
const AGAIN_AFTER_MS = 60_000;

/** The rows in these statuses, page by page. */
export function useBand(wanted: RotationWanted, statuses: readonly RotationStatus[], asked = true) {
  return useInfiniteQuery({
    queryKey: rotationKey('band', statuses.join(), rotationQuery(wanted)),
    queryFn: ({ pageParam, signal }) => fetchRotation({ ...wanted, statuses }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: asked,
    refetchInterval: AGAIN_AFTER_MS,
    staleTime: 0,
  });
}

export function useOutlook(wanted: RotationWanted) {
  return useQuery({
    queryKey: rotationKey('outlook', rotationQuery(wanted)),
    queryFn: ({ signal }) => fetchOutlook(wanted, signal),
    refetchInterval: AGAIN_AFTER_MS,
    staleTime: 0,
  });
}

/** One secret as the board has it; null where that has no row for it. */
export function useRotationOf(secret: SecretSummary) {
  return useQuery({
    queryKey: rotationKey('one', secret.id, String(secret.version), secret.updatedAt),
    queryFn: ({ signal }) => fetchRotationOf(secret, signal),
    staleTime: 0,
  });
}

/** The windows that apply in a scope, newest first. */
export function useRotationWindows(wanted: WindowsWanted) {
  const { scopePath, key = '', ended } = wanted;
  return useInfiniteQuery({
    queryKey: rotationKey('windows', scopePath, key, String(ended)),
    queryFn: ({ pageParam, signal }) => fetchRotationWindows(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

/** Reads all of it again, and what else says how old secrets of the scope are. */
export function useRefreshRotation(): (scopePath: string) => void {
  const client = useQueryClient();
  return (scopePath) => {
    // What is not in sight is not shown again as it was: a row would stand in two bands.
    client.removeQueries({ queryKey: rotationKey(), type: 'inactive' });
    void client.invalidateQueries({ queryKey: rotationKey() });
    void client.invalidateQueries({ queryKey: secretsKey(scopePath) });
    void client.invalidateQueries({ queryKey: dashboardKey(scopePath).slice(0, 1) });
  };
}
