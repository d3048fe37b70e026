'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchSecrets } from '@/lib/client/api';
import { candidatesKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';

const NONE: readonly SecretSummary[] = [];

/**
 * Secrets of `scopes` that an alias could point to and whose name has `text` in it. A scope whose names
 * may not be listed has none to offer. What was found before stands in as far as it still fits: a list
 * that blinks cannot be chosen from.
 */
export function useCandidates(
  scopes: readonly ScopeSummary[],
  text: string,
): readonly SecretSummary[] {
  const found = useQuery({
    queryKey: candidatesKey(
      scopes.map((scope) => scope.path),
      text,
    ),
    queryFn: async ({ signal }) => {
      const lists = await Promise.allSettled(
        scopes.map(({ path, kind }) => fetchSecrets({ scopePath: path, kind, q: text, signal })),
      );
      return lists.flatMap((list) => (list.status === 'fulfilled' ? list.value.items : []));
    },
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const fits = ({ key, aliasOf }: SecretSummary) =>
    // An alias of an alias is one more place to look when something is missing.
    aliasOf === null && key.toLowerCase().includes(text.toLowerCase());
  return (found.data ?? NONE).filter(fits);
}
