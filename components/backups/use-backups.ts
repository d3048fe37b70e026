'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BACKUPS_KEY, fetchBackups } from '@/lib/client/backups';

const LOOK_MS = 1000;

/** Looks again each second while this node takes one, or `waiting` for one to begin. */
export function useBackups(waiting = false) {
  return useQuery({
    queryKey: BACKUPS_KEY,
    queryFn: ({ signal }) => fetchBackups(signal),
    refetchInterval: ({ state }) => (waiting || state.data?.taking ? LOOK_MS : false),
  });
}

export function useRefreshBackups(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: BACKUPS_KEY });
}
