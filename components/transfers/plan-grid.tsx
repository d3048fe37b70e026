'use client';

import { useRef, useState, type KeyboardEvent } from 'react';
import type { TransferItem } from '@/lib/contracts/transfer';
import { LongHead, LongHeadCell, LongTable } from '@/components/ui/long-table';
import { rowStep } from '@/components/ui/row-step';
import { rowNumber } from '@/components/ui/use-go-to-row';
import { PLAN_COLUMNS, PlanGridRow } from './plan-grid-row';

interface PlanGridProps {
  /** As they are shown. */
  readonly rows: readonly TransferItem[];
  readonly leftOut: ReadonlySet<number>;
  /** Names that were typed, by number. */
  readonly names: ReadonlyMap<number, string>;
  readonly mayRename: boolean;
  readonly onToggle: (row: number) => void;
  readonly onName: (row: TransferItem, name: string) => void;
}

const PAGE_ROWS = 10;

/**
 * One line per row of a plan. Arrows and Page Up and Down move among the rows, from name to name or from
 * button to button; on a button Home, End, and Space or Delete to leave a row out or take it.
 */
export function PlanGrid({ rows, leftOut, names, mayRename, onToggle, onName }: PlanGridProps) {
  const [last, setLast] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const stop = Math.min(last, rows.length - 1);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = rowNumber(event.target);
    if (at === null || !(event.target instanceof HTMLElement)) return;
    const inName = event.target instanceof HTMLInputElement;
    if (inName && !['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key)) return;
    const next = rowStep(event.key, at, rows.length, PAGE_ROWS);
    if (next === null && event.key !== 'Delete') return;
    event.preventDefault();
    if (next === null) return event.target.click();
    setLast(next);
    focusRow(body.current, next, inName);
  }

  return (
    <LongTable label="Rows of the plan" rowCount={rows.length}>
      <LongHead columns={PLAN_COLUMNS}>
        <LongHeadCell>verdict</LongHeadCell>
        <LongHeadCell>{mayRename ? 'name, as it will be' : 'name'}</LongHeadCell>
        <LongHeadCell>where</LongHeadCell>
        <LongHeadCell>why</LongHeadCell>
        <LongHeadCell>
          <span className="sr-only">leave out</span>
        </LongHeadCell>
      </LongHead>
      <tbody ref={body} role="rowgroup" className="block" onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <PlanGridRow
            key={row.number}
            index={index}
            row={row}
            isLeftOut={leftOut.has(row.number)}
            typed={names.get(row.number)}
            mayRename={mayRename && row.source !== null}
            isStop={index === stop}
            onStop={setLast}
            onToggle={onToggle}
            onName={onName}
          />
        ))}
      </tbody>
    </LongTable>
  );
}

/** The same part of the row, or the other one where it has no such. */
function focusRow(body: HTMLElement | null, index: number, inName: boolean): void {
  const parts = [...(body?.querySelectorAll<HTMLElement>(`[data-at="${index}"]`) ?? [])];
  const wanted = parts.find((part) => part instanceof HTMLInputElement === inName) ?? parts[0];
  wanted?.focus();
}
