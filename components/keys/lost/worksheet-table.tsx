'use client';

import { useState } from 'react';
import type { WorksheetView } from '@/lib/client/lost-key';
import type { WorksheetRow } from '@/lib/contracts/lost-key';
import { WORKSHEET_STATES, type WorksheetState } from '@/lib/domain/worksheet';
import { AskForValues } from '@/components/intake/ask-for-values';
import { ChoiceMenu } from '@/components/ui/choice-menu';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Table, TableBody, TableHead, TableRow, HeadCell } from '@/components/ui/table';
import { ReadRefused } from '@/components/requests/read-refused';
import { useWorksheet } from './use-lost-key';
import { WorksheetLine } from './worksheet-line';

const STATE_WORD: Readonly<Record<WorksheetState, string>> = {
  open: 'to enter',
  entered: 'entered again',
  recovered: 'recovered',
};

interface WorksheetTableProps {
  readonly view: WorksheetView;
  readonly onChange: (change: Partial<WorksheetView>) => void;
}

/** The lines of the worksheet; open ones are chosen and asked of somebody by a link. */
export function WorksheetTable({ view, onChange }: WorksheetTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useWorksheet(view);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const open = rows.filter((row) => row.state === 'open');
  const asked = open.filter((row) => chosen.has(row.id));
  const all = open.length > 0 && asked.length === open.length;

  function choose(row: WorksheetRow, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(row.id);
    else next.delete(row.id);
    setChosen(next);
  }

  return (
    <section aria-label="Lines" className="mt-4">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line py-1 print:hidden">
        <label className="flex items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={all}
            disabled={open.length === 0}
            onChange={({ target }) =>
              setChosen(new Set(target.checked ? open.map((row) => row.id) : []))
            }
          />
          {asked.length > 0 ? `${count(asked.length, 'secret')} chosen` : 'Choose all shown'}
        </label>
        <span className="flex flex-wrap gap-2">
          <ChoiceMenu
            label={view.state === null ? 'All states' : STATE_WORD[view.state]}
            groups={[
              {
                key: 'state',
                any: 'All states',
                choices: WORKSHEET_STATES,
                words: STATE_WORD,
                chosen: view.state ?? undefined,
                onChoose: (state) => onChange({ state: state ?? null }),
              },
            ]}
          />
          <AskForValues
            secrets={asked.map(({ id, key, scope }) => ({ id, key, path: scope.path }))}
            onMade={() => setChosen(new Set())}
          />
        </span>
      </div>
      {list.isPending ? <SkeletonRows rows={8} label="Loading lines" /> : null}
      {list.isError ? (
        <ReadRefused what="The lines" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && rows.length === 0 ? (
        <p className="py-6 text-ink-muted">No line is in this state.</p>
      ) : null}
      {rows.length > 0 ? (
        <>
          <Table aria-label="Secrets that were lost">
            <TableHead>
              <TableRow>
                <HeadCell className="w-8">
                  <span className="sr-only">chosen</span>
                </HeadCell>
                <HeadCell>name</HeadCell>
                <HeadCell>scope</HeadCell>
                <HeadCell className="w-32">type</HeadCell>
                <HeadCell className="w-36">owner</HeadCell>
                <HeadCell className="w-28">needed by</HeadCell>
                <HeadCell className="w-44">state</HeadCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row) => (
                <WorksheetLine
                  key={row.id}
                  row={row}
                  chosen={chosen.has(row.id)}
                  onChoose={(on) => choose(row, on)}
                />
              ))}
            </TableBody>
          </Table>
          <ListFoot shown={count(rows.length, 'line')} more={list} />
        </>
      ) : null}
    </section>
  );
}
