// Which secrets of a scope are looked at and in what order, as addresses of pages and of the API say it.

import {
  BACKENDS,
  CATEGORIES,
  SECRET_TYPES,
  type Backend,
  type Category,
  type SecretType,
} from './secret-kinds';
import { SECRET_SORTS, type SecretSort } from './secret-sort';
import { SECRET_STATES, type SecretState } from './secret-state';

/** What is left out does not narrow the list. */
export interface SecretFilters {
  /** Part of a name, in any case. */
  readonly q?: string | undefined;
  readonly type?: SecretType | undefined;
  readonly category?: Category | undefined;
  readonly state?: SecretState | undefined;
  /** Where the value lives. */
  readonly backend?: Backend | undefined;
  readonly tag?: string | undefined;
  /** `usr_…`, `team_…` or `none`. */
  readonly owner?: string | undefined;
}

export interface SecretView extends SecretFilters {
  readonly sort: SecretSort;
}

export const SECRET_FILTERS = [
  'q',
  'type',
  'category',
  'state',
  'backend',
  'tag',
  'owner',
] as const;

const TAG = /^[a-z0-9][a-z0-9_.:-]{0,39}$/;
const OWNER = /^(none|(usr|team)_[0-9a-z]{26})$/;
const SEARCH_LENGTH_MAX = 128;

/** Reads a view from an address; what is no word of it is left out, so that old links still open. */
export function readSecretView(get: (name: string) => string | null): SecretView {
  return {
    q: get('q')?.slice(0, SEARCH_LENGTH_MAX) || undefined,
    type: oneOf(SECRET_TYPES, get('type')),
    category: oneOf(CATEGORIES, get('category')),
    state: oneOf(SECRET_STATES, get('state')),
    backend: oneOf(BACKENDS, get('backend')),
    tag: matching(TAG, get('tag')),
    owner: matching(OWNER, get('owner')),
    sort: oneOf(SECRET_SORTS, get('sort')) ?? 'name',
  };
}

/** Equal views give equal texts: a query of the API, and the name of what was read with it. */
export function secretViewQuery({ sort, ...filters }: SecretView): string {
  const query = new URLSearchParams();
  for (const name of SECRET_FILTERS) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  if (sort !== 'name') query.set('sort', sort);
  return query.toString();
}

/** Whether anything is narrowed down. */
export function isFiltered(view: SecretFilters): boolean {
  return SECRET_FILTERS.some((name) => Boolean(view[name]));
}

function oneOf<T extends string>(words: readonly T[], text: string | null): T | undefined {
  return words.find((word) => word === text);
}

function matching(pattern: RegExp, text: string | null): string | undefined {
  return text !== null && pattern.test(text) ? text : undefined;
}
