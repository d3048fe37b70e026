'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchJwtStatus, JWT_SECRET, KEYS } from '@/lib/client/keys';
import type { JwtStatus } from '@/lib/contracts/jwt';

/** While sessions move over, and otherwise as often as nodes are heard of. */
const LIVE_MILLISECONDS = 2000;
const CALM_MILLISECONDS = 20_000;

/** `initial` is what the server rendered the page with. */
export function useJwt(initial: JwtStatus) {
  const query = useQuery({
    queryKey: JWT_SECRET,
    queryFn: ({ signal }) => fetchJwtStatus(signal),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.step === 'new' ? CALM_MILLISECONDS : LIVE_MILLISECONDS,
  });
  return { jwt: query.data, unreachable: query.isRefetchError };
}

/** Shows the secret as an act left it, and reads everything else of the keys again. */
export function useJwtDone(): (status: JwtStatus) => void {
  const client = useQueryClient();
  return (status) => {
    client.setQueryData(JWT_SECRET, status);
    void client.invalidateQueries({ queryKey: KEYS });
  };
}
