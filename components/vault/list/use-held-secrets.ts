'use client';

import { useQueries } from '@tanstack/react-query';
import { workersKey } from '@/lib/client/query-keys';
import { fetchHeldSecrets } from '@/lib/client/workers';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { HeldSecret } from '@/lib/contracts/worker';
import type { ListedScope } from './secret-pages';

/** By the id of the secret; undefined for one that no worker holds, or that is not read yet. */
export type HeldSecrets = Pick<ReadonlyMap<string, HeldSecret>, 'get'>;

/** One request for each page that is shown, after the page itself: the list waits for none of it. */
export function useHeldSecrets(
  { path, kind }: ListedScope,
  pages: readonly (readonly SecretSummary[])[],
): HeldSecrets {
  return useQueries({
    queries: pages.map((page) => {
      const ids = page.map(({ id }) => id);
      return {
        queryKey: workersKey(path, 'of secrets', ...ids),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          fetchHeldSecrets({ scopePath: path, kind }, ids, signal),
      };
    }),
    combine: byId,
  });
}

interface Read {
  readonly data: { readonly items: readonly HeldSecret[] } | undefined;
}

function byId(reads: readonly Read[]): HeldSecrets {
  return new Map(reads.flatMap(({ data }) => data?.items.map((one) => [one.secret, one]) ?? []));
}
