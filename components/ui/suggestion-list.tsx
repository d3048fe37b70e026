'use client';

import { Combobox } from '@base-ui/react/combobox';
import clsx from 'clsx';

/** What may be chosen: what is sent, how it is called, and what to know about it. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
}

interface SuggestionListProps {
  /** The labels are names or paths rather than words. */
  readonly mono?: boolean | undefined;
  /** Said when there is nothing to choose. */
  readonly empty?: string | undefined;
}

/** The list that opens below a field, as wide as the field. */
export function SuggestionList({ mono = false, empty }: SuggestionListProps) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner
        sideOffset={4}
        collisionPadding={8}
        className={clsx('z-50 outline-none', !empty && 'data-empty:hidden')}
      >
        <Combobox.Popup className="max-h-[min(16rem,var(--available-height))] w-(--anchor-width) overflow-y-auto rounded-md border border-line bg-paper text-ink shadow-float outline-none">
          {empty ? (
            <Combobox.Empty className="px-3 py-2 text-ink-muted empty:hidden">
              {empty}
            </Combobox.Empty>
          ) : null}
          <Combobox.List className="p-1 outline-none data-empty:p-0">
            {(item: Suggestion) => (
              <Combobox.Item
                key={item.value}
                value={item}
                className="flex min-h-8 flex-wrap content-center items-baseline justify-between gap-x-3 rounded-md px-2 py-1.5 text-13 select-none data-highlighted:bg-panel pointer-coarse:min-h-11"
              >
                <span className={clsx('min-w-0 break-words', mono && 'font-mono')}>
                  {item.label}
                </span>
                <span className="min-w-0 text-12 break-words text-ink-muted">{item.detail}</span>
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
