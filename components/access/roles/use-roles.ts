'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchRoles } from '@/lib/client/roles';
import { GROUPS_KEY, membersKey, ROLES_KEY } from '@/lib/client/query-keys';

/** The roles that can be granted, for whoever manages people somewhere. */
export function useRoles() {
  return useQuery({ queryKey: ROLES_KEY, queryFn: ({ signal }) => fetchRoles(signal) });
}

/** Reads again all that roles show in. */
export function useRefreshRoles(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [ROLES_KEY, membersKey(), GROUPS_KEY]) {
      void client.invalidateQueries({ queryKey });
    }
  };
}
