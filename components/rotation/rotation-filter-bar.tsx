'use client';

import { X } from 'lucide-react';
import { ROTATION_STATUSES } from '@/lib/domain/rotation';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { ChoiceMenu } from '@/components/ui/choice-menu';
import { FilterField } from '@/components/ui/filter-field';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { STATUS_WORD } from './rotation-words';
import type { RotationFilters, RotationView } from './use-rotation-view';

interface RotationFilterBarProps extends RotationView {
  /** What the owner of the filter is called, where that is known. */
  readonly ownerName: string | undefined;
}

const OWNER_WORD = { none: 'Nobody' } as const;

/** What narrows the board, and below it what it is narrowed to. */
export function RotationFilterBar(props: RotationFilterBarProps) {
  const { filters, filter } = props;
  return (
    <div role="search" aria-label="Rotation" className="mb-3 print:hidden">
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
        <FilterField
          filter={filters.q ?? ''}
          onFilter={(q) => filter({ q })}
          onLeave={() => document.querySelector<HTMLElement>('[data-rotation]')?.focus()}
        />
        <ChoiceMenu
          label="Status"
          groups={[
            {
              key: 'status',
              any: 'Any status',
              words: STATUS_WORD,
              choices: ROTATION_STATUSES,
              chosen: filters.status,
              onChoose: (status) => filter({ status }),
            },
          ]}
        />
        <ChoiceMenu
          label="Type"
          groups={[
            {
              key: 'type',
              any: 'Any type',
              words: TYPE_WORD,
              choices: SECRET_TYPES,
              chosen: filters.type,
              onChoose: (type) => filter({ type }),
            },
          ]}
        />
        <ChoiceMenu
          label="Owner"
          groups={[
            {
              key: 'owner',
              any: 'Anybody',
              words: OWNER_WORD,
              choices: ['none'],
              chosen: filters.owner === 'none' ? 'none' : undefined,
              onChoose: (owner) => filter({ owner }),
            },
          ]}
        />
      </div>
      <Chips {...props} />
    </div>
  );
}

function Chips({ filters, filter, ownerName }: RotationFilterBarProps) {
  const chosen = wordsOf(filters, ownerName);
  if (chosen.length === 0) return null;
  return (
    <div role="group" aria-label="Filters" className="flex flex-wrap items-center gap-1 pt-2">
      {chosen.map(([name, word]) => (
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
    </div>
  );
}

function wordsOf({ status, type, owner }: RotationFilters, ownerName = owner) {
  const words: [keyof RotationFilters, string | undefined][] = [
    ['status', status && STATUS_WORD[status]],
    ['type', type && TYPE_WORD[type]],
    ['owner', owner === 'none' ? 'nobody' : ownerName],
  ];
  return words.flatMap(([name, word]) => (word ? [[name, word] as const] : []));
}
