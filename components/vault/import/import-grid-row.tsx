'use client';

import clsx from 'clsx';
import { memo, type Ref } from 'react';
import type { ImportVerdictRow } from '@/lib/contracts/import';
import { Button } from '@/components/ui/button';
import { LongCell, LongRow } from '@/components/ui/long-table';
import { Status } from '@/components/ui/status';
import { VERDICT_TONE } from './import-words';

interface ImportGridRowProps {
  /** Its place among the rows as they are shown, from 0. */
  readonly index: number;
  readonly row: ImportVerdictRow;
  readonly isDiscarded: boolean;
  /** Only one row at a time is a stop of the Tab key. */
  readonly isStop: boolean;
  readonly onStop: (index: number) => void;
  readonly onToggle: (row: number) => void;
  /** Measures it: reasons take as many lines as they need. */
  readonly ref: Ref<HTMLTableRowElement>;
}

/** Shared with the head. Where there is little room the reason has a line of its own. */
export const IMPORT_COLUMNS =
  'gap-x-3 grid-cols-[6rem_minmax(0,1fr)_5.5rem] @2xl:gap-x-4 @2xl:grid-cols-[6rem_minmax(0,2fr)_minmax(0,2.2fr)_2.5rem_5.5rem]';

/** A row and what would become of it; drawn again only when it changes. */
export const ImportGridRow = memo(function ImportGridRow(props: ImportGridRowProps) {
  const { index, row, isDiscarded, isStop, onStop, onToggle, ref } = props;
  const name = row.key === '' ? `line ${row.line}` : row.key;
  return (
    <LongRow
      ref={ref}
      index={index}
      data-index={index}
      columns={IMPORT_COLUMNS}
      className="min-h-9 items-center hover:bg-panel @max-2xl:py-1 pointer-coarse:min-h-11"
    >
      <LongCell>
        <Status tone={VERDICT_TONE[row.verdict]}>{row.verdict}</Status>
      </LongCell>
      <LongCell
        className={clsx(
          row.key !== '' && 'font-mono',
          isDiscarded && 'text-ink-muted line-through',
        )}
      >
        {name}
      </LongCell>
      <LongCell className="text-12 whitespace-normal! text-ink-muted @max-2xl:order-1 @max-2xl:col-span-3 @2xl:py-1">
        {row.reason}
      </LongCell>
      <LongCell className="text-right text-ink-muted @max-2xl:hidden">{row.line}</LongCell>
      <LongCell className="overflow-visible! text-right">
        <Button
          tone="quiet"
          data-at={index}
          tabIndex={isStop ? 0 : -1}
          aria-pressed={isDiscarded}
          aria-label={`Discard ${name}, ${row.verdict}`}
          onFocus={() => onStop(index)}
          onClick={() => onToggle(row.row)}
        >
          {isDiscarded ? 'Keep' : 'Discard'}
        </Button>
      </LongCell>
    </LongRow>
  );
});
