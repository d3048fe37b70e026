'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchDependents } from '@/lib/client/dependents';
import { dependentsKey } from '@/lib/client/query-keys';
import type { SecretSummary } from '@/lib/contracts/secret';

/** What would break without a secret, read anew each time it is asked. */
export function useDependents({ key, scope }: Pick<SecretSummary, 'key' | 'scope'>) {
  return useQuery({
    queryKey: dependentsKey(scope.path, key),
    queryFn: ({ signal }) =>
      fetchDependents({ scopePath: scope.path, kind: scope.kind }, key, signal),
    staleTime: 0,
  });
}
