// How the pages of a scope's list are read in the browser: any of them, without those before it.

import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { fetchPageStarts, fetchSecrets } from '@/lib/client/api';
import { secretMapKey, secretPageKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretList, SecretSummary } from '@/lib/contracts/secret';
import { secretViewQuery, type SecretView } from '@/lib/domain/secret-view';

export type ListedScope = Pick<ScopeSummary, 'path' | 'kind'>;

export const ROWS_PER_PAGE = 100;
const FRESH_MILLISECONDS = 15_000;
const NOTHING: SecretList = { items: [], keys: [], next: null };

/** The length of a list, where its pages begin, and where in it `positionOf` is. */
export function pageStarts({ path, kind }: ListedScope, view: SecretView, positionOf?: string) {
  return queryOptions({
    queryKey: secretMapKey(path, secretViewQuery(view), positionOf),
    queryFn: ({ signal }) => fetchPageStarts({ scopePath: path, kind, view, positionOf, signal }),
    staleTime: FRESH_MILLISECONDS,
  });
}

/** Page `number` of a list, from 0. All but the first wait for a map that is not out of date. */
export function secretPage(scope: ListedScope, view: SecretView, number: number) {
  return queryOptions({
    queryKey: secretPageKey(scope.path, secretViewQuery(view), number),
    queryFn: async ({ signal, client }) => {
      const wanted = { scopePath: scope.path, kind: scope.kind, ...view, limit: ROWS_PER_PAGE };
      if (number === 0) return fetchSecrets({ ...wanted, signal });
      const { starts } = await client.fetchQuery(pageStarts(scope, view));
      const after = starts[number];
      // The list may have become shorter than the page that was scrolled to.
      return after ? fetchSecrets({ ...wanted, after, signal }) : NOTHING;
    },
  });
}

/** What has been read of the scope's secrets, whatever it was filtered by. */
export function listedSecrets(client: QueryClient, scopePath: string): readonly SecretSummary[] {
  const pages = client.getQueriesData<SecretList>({ queryKey: secretPageKey(scopePath) });
  return pages.flatMap(([, page]) => page?.items ?? []);
}
