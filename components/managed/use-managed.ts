'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchManagedSecrets, MANAGED_SECRETS_KEY } from '@/lib/client/managed-secrets';

export function useManaged() {
  return useQuery({
    queryKey: MANAGED_SECRETS_KEY,
    queryFn: ({ signal }) => fetchManagedSecrets(signal),
  });
}

export function useRefreshManaged(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: MANAGED_SECRETS_KEY });
}
