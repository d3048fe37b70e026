'use client';

import clsx from 'clsx';
import { memo } from 'react';
import type { ImportVerdictRow } from '@/lib/contracts/import';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { VERDICT_TONE } from './import-words';

interface ImportGridRowProps {
  readonly row: ImportVerdictRow;
  readonly isDiscarded: boolean;
  /** Only one row at a time is a stop of the Tab key. */
  readonly isStop: boolean;
  readonly onStop: (row: number) => void;
  readonly onToggle: (row: number) => void;
}

/** A row and what would become of it; thousands of them are drawn again only when they change. */
export const ImportGridRow = memo(function ImportGridRow(props: ImportGridRowProps) {
  const { row, isDiscarded, isStop, onStop, onToggle } = props;
  const name = row.key === '' ? `line ${row.line}` : row.key;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:py-1">
      <Cell className="@max-2xl:w-28">
        <Status tone={VERDICT_TONE[row.verdict]}>{row.verdict}</Status>
      </Cell>
      <Cell
        className={clsx(
          '@max-2xl:min-w-0 @max-2xl:grow @max-2xl:basis-0',
          row.key !== '' && 'font-mono',
          isDiscarded && 'text-ink-muted line-through',
        )}
      >
        {name}
      </Cell>
      <Cell className="text-12 whitespace-normal text-ink-muted @max-2xl:order-1 @max-2xl:basis-full @2xl:py-1">
        {row.reason}
      </Cell>
      <Cell className="text-right text-ink-muted @max-2xl:hidden">{row.line}</Cell>
      <Cell className="overflow-visible text-right">
        <Button
          tone="quiet"
          data-import-row={row.row}
          tabIndex={isStop ? 0 : -1}
          aria-pressed={isDiscarded}
          aria-label={`Discard ${name}, ${row.verdict}`}
          onFocus={() => onStop(row.row)}
          onClick={() => onToggle(row.row)}
        >
          {isDiscarded ? 'Keep' : 'Discard'}
        </Button>
      </Cell>
    </TableRow>
  );
});
