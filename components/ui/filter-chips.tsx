'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';

interface FilterChipProps {
  readonly name: string;
  readonly word: string;
  readonly onTakeAway: () => void;
}

/** Something that a list is narrowed to; a press takes it away, and focus returns to the search field. */
function FilterChip({ name, word, onTakeAway }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-label={`Take away the filter ${name}: ${word}`}
      onClick={() => {
        onTakeAway();
        document.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
      }}
      className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-panel pr-1.5 pl-2 hover:border-edge pointer-coarse:h-10"
    >
      <span className="text-ink-muted">{name}</span>
      <span className="max-w-48 truncate font-medium">{word}</span>
      <X size={12} aria-hidden="true" className="text-ink-muted" />
    </button>
  );
}

interface FilterChipsProps<N extends string> {
  /** Nothing is drawn where there is none. */
  readonly chosen: readonly { readonly name: N; readonly word: string }[];
  readonly onTakeAway: (name: N) => void;
  readonly className: string;
  /** Stands behind the last one. */
  readonly children?: ReactNode;
}

/** All that a list is narrowed to, in one row. */
export function FilterChips<N extends string>(props: FilterChipsProps<N>) {
  const { chosen, onTakeAway, className, children } = props;
  if (chosen.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Filters"
      className={`flex flex-wrap items-center gap-1 ${className}`}
    >
      {chosen.map(({ name, word }) => (
        <FilterChip key={name} name={name} word={word} onTakeAway={() => onTakeAway(name)} />
      ))}
      {children}
    </div>
  );
}
