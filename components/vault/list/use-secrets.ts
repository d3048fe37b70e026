'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchSecrets } from '@/lib/client/api';
import { resolutionKey, secretKey, secretsKey, workersKey } from '@/lib/client/query-keys';
import type { SecretSummary } from '@/lib/contracts/secret';
import { isFiltered, secretViewQuery, type SecretView } from '@/lib/domain/secret-view';
import { listedSecrets, pageStarts, secretPage, type ListedScope } from './secret-pages';

const ALL: SecretView = { sort: 'name' };

/**
 * The beginning of a list. Until that of another view is there, what was shown stays, and `view` says
 * which that is. `total` is null while it is not known.
 */
export function useSecretList(scope: ListedScope, wanted: SecretView) {
  const [view, setView] = useState(wanted);
  const first = useQuery({ ...secretPage(scope, wanted, 0), placeholderData: keepPreviousData });
  const arrived = first.isSuccess && !first.isPlaceholderData;
  if (arrived && secretViewQuery(view) !== secretViewQuery(wanted)) setView(wanted);

  const items = first.data?.items ?? [];
  const isLong = (first.data?.next ?? null) !== null;
  const map = useQuery({ ...pageStarts(scope, view), enabled: isLong });
  return { first, view, total: isLong ? (map.data?.total ?? null) : items.length, items };
}

/** How many secrets the scope has in all; null while that is not known. */
export function useSecretCount(scope: ListedScope, view: SecretView, total: number | null) {
  const asked = useQuery({ ...pageStarts(scope, ALL), enabled: isFiltered(view) });
  return isFiltered(view) ? (asked.data?.total ?? null) : total;
}

/** One secret by its name, at once where a list has it. Null when there is none of that name. */
export function useSecret(
  { path, kind }: ListedScope,
  key: string | null,
): SecretSummary | null | undefined {
  const client = useQueryClient();
  const found = useQuery<SecretSummary | null>({
    enabled: key !== null,
    queryKey: secretKey(path, key ?? ''),
    queryFn: async ({ signal }) => {
      const { items } = await fetchSecrets({ scopePath: path, kind, key: key ?? '', signal });
      return items[0] ?? null;
    },
    placeholderData: () => listedSecrets(client, path).find((secret) => secret.key === key),
  });
  return found.data;
}

/** Reads the lists of a scope again, whatever they are filtered by, what its names mean to others, and who is behind. */
export function useRefreshSecrets(scope: ListedScope): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: secretsKey(scope.path) });
    void client.invalidateQueries({ queryKey: resolutionKey() });
    void client.invalidateQueries({ queryKey: workersKey() });
  };
}
