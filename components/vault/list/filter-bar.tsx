'use client';

import Link from 'next/link';
import { BACKENDS, CATEGORIES, SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { SECRET_SORTS } from '@/lib/domain/secret-sort';
import { SECRET_STATES } from '@/lib/domain/secret-state';
import { ChoiceMenu } from '@/components/ui/choice-menu';
import { FilterField } from '@/components/ui/filter-field';
import { firstStop } from './row-of';
import { BACKEND_NAME, CATEGORY_WORD, TYPE_WORD } from '../secret-words';
import type { VaultView } from '../use-vault-view';
import { SORT_WORD, STATE_WORD } from './view-words';

interface FilterBarProps extends VaultView {
  /** "20,000 names", or nothing while that is not known. */
  readonly counted: string;
  /** The scope whose names they are. */
  readonly scopePath: string;
}

/** What narrows the list and orders it. It stays in sight below the header of the console. */
export function FilterBar({ view, filter, sort, counted, scopePath }: FilterBarProps) {
  return (
    <div
      role="search"
      aria-label="Names"
      className="z-20 flex flex-wrap items-center gap-x-1 gap-y-2 bg-paper pt-2 pb-1 md:sticky md:top-12 md:h-12 md:flex-nowrap md:py-0 print:hidden"
    >
      <FilterField
        filter={view.q ?? ''}
        onFilter={(q) => filter({ q })}
        onLeave={() => firstStop()?.focus()}
      />
      <ChoiceMenu
        label="Type"
        groups={[
          {
            key: 'type',
            any: 'Any type',
            words: TYPE_WORD,
            choices: SECRET_TYPES,
            chosen: view.type,
            onChoose: (type) => filter({ type }),
          },
          {
            key: 'category',
            any: 'Any category',
            words: CATEGORY_WORD,
            choices: CATEGORIES,
            chosen: view.category,
            onChoose: (category) => filter({ category }),
          },
        ]}
      />
      <ChoiceMenu
        label="State"
        groups={[
          {
            key: 'state',
            any: 'Any state',
            words: STATE_WORD,
            choices: SECRET_STATES,
            chosen: view.state,
            onChoose: (state) => filter({ state }),
          },
          {
            key: 'backend',
            any: 'Any backend',
            words: BACKEND_NAME,
            choices: BACKENDS,
            chosen: view.backend,
            onChoose: (backend) => filter({ backend }),
          },
        ]}
      />
      <div className="md:hidden">
        <ChoiceMenu
          label="Sort"
          groups={[
            {
              key: 'sort',
              words: SORT_WORD,
              choices: SECRET_SORTS,
              chosen: view.sort,
              onChoose: (chosen) => sort(chosen ?? 'name'),
            },
          ]}
        />
      </div>
      <p className="ml-auto flex gap-x-4 pl-2 whitespace-nowrap text-ink-muted">
        {counted}
        <Link
          href={`/resolve?scope=${encodeURIComponent(scopePath)}`}
          className="underline decoration-line underline-offset-2 hover:text-ink"
        >
          Matrix
        </Link>
      </p>
    </div>
  );
}
