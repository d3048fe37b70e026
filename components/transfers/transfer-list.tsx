'use client';

import Link from 'next/link';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer } from '@/lib/contracts/transfer';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { transferAddress } from './transfer-address';
import { outcomeSums } from './transfer-progress';
import { TRANSFER_STATE, transferTitle, verdictSums } from './transfer-words';

interface TransferListProps {
  readonly scope: ScopeSummary;
  readonly transfers: readonly Transfer[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
}

/** Newest first. */
export function TransferList({ scope, transfers, more }: TransferListProps) {
  return (
    <>
      <Table aria-label={`Transfers of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>what</HeadCell>
            <HeadCell className="w-32">state</HeadCell>
            <HeadCell>rows</HeadCell>
            <HeadCell className="w-64">planned</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {transfers.map((one) => (
            <Row key={one.id} scope={scope} transfer={one} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(transfers.length, 'transfer')} more={more} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

function Row({ scope, transfer }: { readonly scope: ScopeSummary; readonly transfer: Transfer }) {
  const { id, state, createdAt, createdBy } = transfer;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <Link href={transferAddress(scope.path, id)} className="font-medium hover:underline">
          {transferTitle(transfer)}
        </Link>
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <TransferStanding transfer={transfer} />
      </Cell>
      <Cell className={quiet}>
        {state === 'planned' ? verdictSums(transfer.verdicts) : outcomeSums(transfer.counts)}
      </Cell>
      <Cell className={quiet}>
        <TimeAgo instant={createdAt} /> · {createdBy}
      </Cell>
    </TableRow>
  );
}

/** One that has ended with rows that are not done is no fine state. */
export function TransferStanding({ transfer }: { readonly transfer: Transfer }) {
  const { state, counts } = transfer;
  const { tone, word } = TRANSFER_STATE[state];
  const left = counts.failed + counts.changed;
  if (state === 'ended' && left > 0) return <Status tone="danger">ended, {left} not done</Status>;
  return <Status tone={tone}>{word}</Status>;
}
