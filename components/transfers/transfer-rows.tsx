'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { TRANSFER_ITEM_STATES, type TransferItemState } from '@/lib/domain/transfer';
import { ReadRefused } from '@/components/requests/read-refused';
import { count, number } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { RadioRow } from '@/components/ui/radio-row';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { isOfOthers, ITEM_STATE } from './transfer-words';
import { useRows } from './use-transfers';

interface TransferRowsProps {
  readonly scope: ScopeSummary;
  readonly transfer: Transfer;
}

/** What came of each row; one that failed or changed says why. */
export function TransferRows({ scope, transfer }: TransferRowsProps) {
  const { id, counts, rows: all } = transfer;
  const [asked, setAsked] = useState<TransferItemState | 'all'>('all');
  const shown = asked !== 'all' && counts[asked] === 0 ? 'all' : asked;
  const come = Object.values(counts).join(' ');
  const read = useRows(scope, id, shown === 'all' ? undefined : shown, come);
  if (read.isPending) return <SkeletonRows rows={6} label="Loading rows" />;
  if (read.isError) {
    return <ReadRefused what="The rows" error={read.error} onRetry={() => void read.refetch()} />;
  }
  const items = read.data.pages.flatMap((page) => page.items);
  const choices = [
    { value: 'all' as const, label: `All ${number(all)}` },
    ...TRANSFER_ITEM_STATES.filter((one) => counts[one] > 0).map((value) => ({
      value,
      label: `${ITEM_STATE[value].word} ${number(counts[value])}`,
    })),
  ];
  return (
    <section aria-label="Rows" className="mt-4">
      {choices.length > 2 ? (
        <RadioRow<TransferItemState | 'all'>
          name="shown"
          label="Rows shown"
          choices={choices}
          value={shown}
          onChange={setAsked}
        />
      ) : null}
      <Table aria-label="Rows of the transfer">
        <TableHead>
          <TableRow>
            <HeadCell className="w-28">outcome</HeadCell>
            <HeadCell>name</HeadCell>
            <HeadCell>where</HeadCell>
            <HeadCell>why</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <Row key={item.number} item={item} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(items.length, 'row')} more={read} />
    </section>
  );
}

function Row({ item }: { readonly item: TransferItem }) {
  const { state, name, source, target, reason, verdict } = item;
  const { tone, word } = ITEM_STATE[state];
  const quiet = 'text-12 text-ink-muted @max-2xl:basis-full @2xl:py-1';
  const place = target === null || target === source ? source : `${source ?? ''} → ${target}`;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:py-1.5">
      <Cell>
        <Status tone={tone}>{word}</Status>
      </Cell>
      <Cell className="min-w-0 font-mono @max-2xl:flex-1">
        {name || (isOfOthers(item) ? 'another secret' : `row ${item.number}`)}
      </Cell>
      <Cell className={`${quiet} font-mono whitespace-normal!`}>
        <span className="wrap-anywhere">{place ?? (isOfOthers(item) ? '' : 'sealed here')}</span>
      </Cell>
      <Cell className={`${quiet} whitespace-normal!`}>
        {reason ?? (state === 'skipped' && verdict === 'unchanged' ? 'It is the same there.' : '')}
      </Cell>
    </TableRow>
  );
}
