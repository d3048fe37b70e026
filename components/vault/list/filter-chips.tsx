'use client';

import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/filter-chip';
import type { VaultView } from '../use-vault-view';
import { chosenFilters } from './view-words';

interface FilterChipsProps extends Pick<VaultView, 'view' | 'filter' | 'clear'> {
  /** What the owner of the filter is called, where that is known. */
  readonly ownerName: string | undefined;
}

/** What the list is narrowed to; a press takes it away again. */
export function FilterChips({ view, filter, clear, ownerName }: FilterChipsProps) {
  const chosen = chosenFilters(view, ownerName);
  if (chosen.length === 0) return null;
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-1 py-1">
      {chosen.map(({ name, word }) => (
        <FilterChip
          key={name}
          name={name}
          word={word}
          onTakeAway={() => filter({ [name]: undefined })}
        />
      ))}
      {chosen.length > 1 || view.q ? (
        <Button
          tone="quiet"
          onClick={() => {
            clear();
            document.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
          }}
        >
          Clear all
        </Button>
      ) : null}
    </div>
  );
}
