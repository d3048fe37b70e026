'use client';

import { count, number } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { purposeWords } from './key-purpose';
import { ReadRefused } from '@/components/requests/read-refused';
import { useDataKeys } from '../use-keys';

/** Every data key with how many values lie under it, page by page. */
export function DataKeyTable() {
  const list = useDataKeys();
  if (list.isPending) return <SkeletonRows rows={4} label="Loading data keys" />;
  if (list.isError) {
    return (
      <ReadRefused what="The data keys" error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  const keys = list.data.pages.flatMap((page) => page.items);
  return (
    <>
      <Table aria-label="Data keys">
        <TableHead>
          <TableRow>
            <HeadCell>scope</HeadCell>
            <HeadCell className="w-72">what it does</HeadCell>
            <HeadCell className="w-24 text-right">values</HeadCell>
            <HeadCell className="w-36">state</HeadCell>
            <HeadCell className="w-32">made</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key.id} className="gap-x-3 @max-2xl:py-2">
              <Cell className="font-mono @max-2xl:w-full">
                <span title={key.path ?? undefined}>{key.path ?? 'the installation'}</span>
              </Cell>
              <Cell className="text-ink-muted">{purposeWords(key.purpose)}</Cell>
              <Cell className="@2xl:text-right">
                {key.purpose === 'value' ? (
                  <>
                    {number(key.values)}
                    <span className="@2xl:hidden"> values</span>
                  </>
                ) : (
                  <span className="text-ink-muted @max-2xl:hidden">–</span>
                )}
              </Cell>
              <Cell className={key.sealing ? 'text-ink-muted' : 'text-due'}>
                {key.sealing ? 'in use' : 'old, only opens'}
              </Cell>
              <Cell className="text-ink-muted">
                <TimeAgo instant={key.createdAt} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(keys.length, 'data key')} more={list} />
    </>
  );
}
