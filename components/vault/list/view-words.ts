// What the orders and filters of the list are called on the screen.

import type { SecretSort } from '@/lib/domain/secret-sort';
import { EXPIRING_DAYS, type SecretState } from '@/lib/domain/secret-state';
import type { SecretFilters } from '@/lib/domain/secret-view';
import { BACKEND_NAME, CATEGORY_WORD, TYPE_WORD } from '../secret-words';

export const STATE_WORD: Readonly<Record<SecretState, string>> = {
  current: 'current',
  expiring: `expires within ${EXPIRING_DAYS} days`,
  expired: 'expired',
  alias: 'alias',
  lost: 'lost with its key',
  no_value: 'no value',
};

export const SORT_WORD: Readonly<Record<SecretSort, string>> = {
  name: 'Name, A to Z',
  '-name': 'Name, Z to A',
  '-changed': 'Changed last',
  changed: 'Changed first',
  expires: 'Expires first',
  type: 'Type',
};

/** A filter other than the search, as a chip names it. */
export interface ChosenFilter {
  readonly name: Exclude<keyof SecretFilters, 'q'>;
  readonly word: string;
}

/** `ownerName` is what the owner of the filter is called, where that is known. */
export function chosenFilters(filters: SecretFilters, ownerName?: string): ChosenFilter[] {
  const { type, category, state, backend, tag, owner } = filters;
  const ownerWord = owner === 'none' ? 'nobody' : (ownerName ?? owner);
  const chosen: { name: ChosenFilter['name']; word: string | undefined }[] = [
    { name: 'type', word: type && TYPE_WORD[type] },
    { name: 'category', word: category && CATEGORY_WORD[category] },
    { name: 'state', word: state && STATE_WORD[state] },
    { name: 'backend', word: backend && BACKEND_NAME[backend] },
    { name: 'tag', word: tag },
    { name: 'owner', word: owner && ownerWord },
  ];
  return chosen.flatMap(({ name, word }) => (word ? [{ name, word }] : []));
}
