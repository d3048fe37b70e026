'use client';

import { Button } from '@/components/ui/button';
import { FilterChips } from '@/components/ui/filter-chips';
import type { VaultView } from '../use-vault-view';
import { chosenFilters } from './view-words';

interface VaultFilterChipsProps extends Pick<VaultView, 'view' | 'filter' | 'clear'> {
  /** What the owner of the filter is called, where that is known. */
  readonly ownerName: string | undefined;
}

/** What the list is narrowed to; a press takes it away again. */
export function VaultFilterChips({ view, filter, clear, ownerName }: VaultFilterChipsProps) {
  const chosen = chosenFilters(view, ownerName);
  return (
    <FilterChips
      chosen={chosen}
      onTakeAway={(name) => filter({ [name]: undefined })}
      className="py-1"
    >
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
    </FilterChips>
  );
}
