'use client';

import { ROTATION_STATUSES, type RotationStatus } from '@/lib/domain/rotation';
import { SECRET_TYPES, type SecretType } from '@/lib/domain/secret-kinds';
import { useSearch } from '@/components/ui/use-search';

/** What the board is narrowed to. */
export interface RotationFilters {
  readonly q?: string | undefined;
  readonly type?: SecretType | undefined;
  /** The id of a person or team, or `none`. */
  readonly owner?: string | undefined;
  readonly status?: RotationStatus | undefined;
}

export interface RotationView {
  readonly filters: RotationFilters;
  /** Narrows by what is given and leaves the rest; undefined takes a filter away. */
  readonly filter: (change: RotationFilters) => void;
}

const OWNER = /^(none|(usr|team)_[0-9a-z]{26})$/;

/** The filters as the address of the page has them; what makes no sense there counts as left out. */
export function useRotationView(): RotationView {
  const search = useSearch();
  const owner = search.get('owner') ?? '';
  return {
    filters: {
      q: search.get('q')?.slice(0, 128) || undefined,
      type: SECRET_TYPES.find((one) => one === search.get('type')),
      owner: OWNER.test(owner) ? owner : undefined,
      status: ROTATION_STATUSES.find((one) => one === search.get('status')),
    },
    filter: (change) =>
      search.replace(
        Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null])),
      ),
  };
}
