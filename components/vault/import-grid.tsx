'use client';

import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import type { ImportResult } from '@/lib/contracts/import';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { ImportGridRow } from './import-grid-row';
import { decisionOrder } from './import-words';

interface ImportGridProps {
  readonly result: ImportResult;
  readonly discarded: ReadonlySet<number>;
  readonly onToggle: (row: number) => void;
}

/** One line per row of an import. Arrows move between rows, Space or Delete discards one or keeps it. */
export function ImportGrid({ result, discarded, onToggle }: ImportGridProps) {
  const rows = useMemo(() => decisionOrder(result.rows), [result]);
  const [stop, setStop] = useState(rows[0]?.row);
  const onStop = useCallback((row: number) => setStop(row), []);
  return (
    <Table aria-label="Rows to import">
      <TableHead>
        <TableRow>
          <HeadCell className="w-28">verdict</HeadCell>
          <HeadCell className="w-[35%]">name</HeadCell>
          <HeadCell>why</HeadCell>
          <HeadCell className="w-14 text-right">line</HeadCell>
          <HeadCell className="w-24">
            <span className="sr-only">discard</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <TableBody onKeyDown={onKeyDown}>
        {rows.map((row) => (
          <ImportGridRow
            key={row.row}
            row={row}
            isDiscarded={discarded.has(row.row)}
            isStop={row.row === stop}
            onStop={onStop}
            onToggle={onToggle}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function onKeyDown(event: KeyboardEvent<HTMLElement>) {
  if (!(event.target instanceof HTMLElement)) return;
  if (event.target.dataset['importRow'] === undefined) return;
  if (event.key === 'Delete') {
    event.preventDefault();
    event.target.click();
    return;
  }
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-import-row]')];
  const at = buttons.indexOf(event.target);
  const next: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, buttons.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: buttons.length - 1,
  };
  const index = next[event.key];
  if (index === undefined) return;
  event.preventDefault();
  buttons[index]?.focus();
}
