'use client';

import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ImportResult } from '@/lib/contracts/import';
import { LongHead, LongHeadCell, LongTable, RowGap } from '@/components/ui/long-table';
import { rowStep } from '@/components/ui/row-step';
import { rowNumber, useGoToRow } from '@/components/ui/use-go-to-row';
import { useSheetRows } from '@/components/ui/use-sheet-rows';
import { IMPORT_COLUMNS, ImportGridRow } from './import-grid-row';
import { decisionOrder } from './import-words';

interface ImportGridProps {
  readonly result: ImportResult;
  readonly discarded: ReadonlySet<number>;
  readonly onToggle: (row: number) => void;
}

/** Of the head, which stays in sight. */
const HEAD_PIXELS = 32;

/**
 * One line per row of an import, of which those in sight exist. Arrows, Page Up and Down, Home and End
 * move among them, Space or Delete discards one or keeps it.
 */
export function ImportGrid({ result, discarded, onToggle }: ImportGridProps) {
  const rows = useMemo(() => decisionOrder(result.rows), [result]);
  const [last, setLast] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const sheet = useSheetRows({ count: rows.length, kept: last, body, above: HEAD_PIXELS });
  const goTo = useGoToRow(body, sheet.scrollTo);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = rowNumber(event.target);
    if (at === null || !(event.target instanceof HTMLElement)) return;
    const next = rowStep(event.key, at, rows.length, sheet.page());
    if (next === null && event.key !== 'Delete') return;
    event.preventDefault();
    if (next === null) return event.target.click();
    setLast(next);
    goTo(next);
  }

  return (
    <LongTable label="Rows to import" rowCount={rows.length}>
      <LongHead columns={IMPORT_COLUMNS} className="top-0 z-10 @2xl:sticky">
        <LongHeadCell>verdict</LongHeadCell>
        <LongHeadCell>name</LongHeadCell>
        <LongHeadCell>why</LongHeadCell>
        <LongHeadCell className="text-right">line</LongHeadCell>
        <LongHeadCell>
          <span className="sr-only">discard</span>
        </LongHeadCell>
      </LongHead>
      <tbody ref={body} role="rowgroup" className="block" onKeyDown={onKeyDown}>
        {sheet.rows.flatMap(({ index, gap }) => {
          const row = rows[index];
          return row
            ? [
                <RowGap key={`before ${index}`} height={gap} />,
                <ImportGridRow
                  key={row.row}
                  ref={sheet.measure}
                  index={index}
                  row={row}
                  isDiscarded={discarded.has(row.row)}
                  isStop={index === last}
                  onStop={setLast}
                  onToggle={onToggle}
                />,
              ]
            : [];
        })}
        <RowGap height={sheet.gapAfter} />
      </tbody>
    </LongTable>
  );
}
