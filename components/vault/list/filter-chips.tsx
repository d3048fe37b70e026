'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
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
        <button
          key={name}
          type="button"
          aria-label={`Take away the filter ${name}: ${word}`}
          onClick={() => {
            filter({ [name]: undefined });
            document.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
          }}
          className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-panel pr-1.5 pl-2 hover:border-edge pointer-coarse:h-10"
        >
          <span className="text-ink-muted">{name}</span>
          <span className="max-w-48 truncate font-medium">{word}</span>
          <X size={12} aria-hidden="true" className="text-ink-muted" />
        </button>
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
