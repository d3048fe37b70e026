// A scope's secrets in memory, listed as the REST API would: by name, filtered, in pages, with a map.

import type { PageStartsWanted, SecretsWanted } from '@/lib/client/api';
import type { SecretList, SecretPageStarts, SecretSummary } from '@/lib/contracts/secret';

const ROWS_PER_PAGE = 100;

export interface StoredSecrets {
  items: SecretSummary[];
  readonly fetchSecrets: (wanted: SecretsWanted) => Promise<SecretList>;
  readonly fetchPageStarts: (wanted: PageStartsWanted) => Promise<SecretPageStarts>;
}

/** Only scopes of `kind` hold anything. Sorts by name, forwards and backwards. */
export function storedSecrets(kind: string, items: SecretSummary[]): StoredSecrets {
  const stored = {
    items,
    fetchSecrets: async (wanted: SecretsWanted) => {
      const all = wanted.kind === kind ? listed(stored.items, wanted) : [];
      const begin = wanted.after ? all.findIndex((one) => one.key === wanted.after) + 1 : 0;
      const page = all.slice(begin, begin + (wanted.limit ?? ROWS_PER_PAGE));
      const isLast = begin + page.length >= all.length;
      const next = isLast ? null : (page.at(-1)?.key ?? null);
      return { items: page, keys: page.map((one) => one.key), next };
    },
    fetchPageStarts: async ({ kind: asked, view, positionOf }: PageStartsWanted) => {
      const all = asked === kind ? listed(stored.items, view) : [];
      const ends = all.filter((_, at) => at % ROWS_PER_PAGE === ROWS_PER_PAGE - 1);
      const position = all.findIndex((one) => one.key === positionOf);
      return {
        total: all.length,
        starts: [null, ...ends.map((one) => one.key)],
        position: position < 0 ? null : position,
      };
    },
  };
  return stored;
}

function listed(
  items: readonly SecretSummary[],
  { q = '', key, type, backend, tag, sort }: Partial<SecretsWanted>,
): SecretSummary[] {
  const found = items
    .filter((one) => one.key.includes(q.toUpperCase()))
    .filter((one) => key === undefined || one.key === key.toUpperCase())
    .filter((one) => type === undefined || one.type === type)
    .filter((one) => backend === undefined || one.backend === backend)
    .filter((one) => tag === undefined || one.tags.includes(tag))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  return sort === '-name' ? found.reverse() : found;
}
