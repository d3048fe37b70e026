'use client';

import { ROTATION_STATUSES } from '@/lib/domain/rotation';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { ChoiceMenu } from '@/components/ui/choice-menu';
import { FilterChips } from '@/components/ui/filter-chips';
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
export function RotationFilterBar({ filters, filter, ownerName }: RotationFilterBarProps) {
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
      <FilterChips
        chosen={wordsOf(filters, ownerName)}
        onTakeAway={(name) => filter({ [name]: undefined })}
        className="pt-2"
      />
    </div>
  );
}

function wordsOf({ status, type, owner }: RotationFilters, ownerName = owner) {
  const words: [keyof RotationFilters, string | undefined][] = [
    ['status', status && STATUS_WORD[status]],
    ['type', type && TYPE_WORD[type]],
    ['owner', owner === 'none' ? 'nobody' : ownerName],
  ];
  return words.flatMap(([name, word]) => (word ? [{ name, word }] : []));
}
