'use client';

import type { SecretSort } from '@/lib/domain/secret-sort';
import {
  readSecretView,
  SECRET_FILTERS,
  type SecretFilters,
  type SecretView,
} from '@/lib/domain/secret-view';
import { useSearch } from '@/components/ui/use-search';

export interface VaultView {
  readonly view: SecretView;
  /** Narrows the list by what is given and leaves the rest; undefined takes a filter away. */
  readonly filter: (filters: SecretFilters) => void;
  readonly sort: (sort: SecretSort) => void;
  readonly clear: () => void;
}

/** Nothing narrowed down, to be put into an address with other changes. */
export const NO_FILTERS: Readonly<Record<string, null>> = Object.fromEntries(
  SECRET_FILTERS.map((name) => [name, null]),
);

/** The list as the address of the page has it, and ways to change that. */
export function useVaultView(): VaultView {
  const search = useSearch();
  return {
    view: readSecretView(search.get),
    filter: (filters) =>
      search.replace(
        Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value ?? null])),
      ),
    sort: (sort) => search.replace({ sort: sort === 'name' ? null : sort }),
    clear: () => search.replace(NO_FILTERS),
  };
}
