'use client';

import Link from 'next/link';
import { CAUSE_TEXTS } from '@/lib/domain/key-operation';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { operationState } from '../rotation/operation-words';
import { ReadRefused } from '@/components/requests/read-refused';
import { useKeyOperations } from '../use-keys';

/** Every change of keys there was, each with a link to its record. */
export function OperationList() {
  const list = useKeyOperations();
  if (list.isPending) return <SkeletonRows rows={2} label="Loading changes of keys" />;
  if (list.isError) {
    const retry = () => void list.refetch();
    return <ReadRefused what="The changes of keys" error={list.error} onRetry={retry} />;
  }
  const operations = list.data.pages.flatMap((page) => page.items);
  if (operations.length === 0) return <p>There was none yet.</p>;
  return (
    <>
      <Table aria-label="Changes of keys">
        <TableHead>
          <TableRow>
            <HeadCell>what happened</HeadCell>
            <HeadCell className="w-36">state</HeadCell>
            <HeadCell className="w-36">change number</HeadCell>
            <HeadCell className="w-48">begun by</HeadCell>
            <HeadCell className="w-32">begun</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {operations.map((operation) => {
            const { tone, words } = operationState(operation);
            return (
              <TableRow key={operation.id} className="gap-x-3 @max-2xl:py-2">
                <Cell className="@max-2xl:w-full @max-2xl:whitespace-normal">
                  <Link href={`/keys/rotate/${operation.id}`} className="text-accent underline">
                    {CAUSE_TEXTS[operation.cause].title}
                  </Link>
                </Cell>
                <Cell>
                  <Status tone={tone}>{words}</Status>
                </Cell>
                <Cell className="font-mono text-ink-muted">{operation.changeNumber ?? '–'}</Cell>
                <Cell className="text-ink-muted">
                  <span title={operation.startedBy}>{operation.startedBy}</span>
                </Cell>
                <Cell className="text-ink-muted">
                  <TimeAgo instant={operation.startedAt} />
                </Cell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      <ListFoot shown={count(operations.length, 'change')} more={list} />
    </>
  );
}
