'use client';

import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { BriefRow, type BriefDoings } from './brief-row';
import { useBriefs } from './use-briefs';

interface BriefListProps {
  readonly app: ScopeSummary;
  readonly doings: BriefDoings;
  /** Stands where there are no briefs. */
  readonly empty: ReactNode;
}

export function BriefList({ app, doings, empty }: BriefListProps) {
  const list = useBriefs(app.id);
  if (list.isPending) return <SkeletonRows rows={5} label="Loading briefs" />;
  if (list.isError) {
    return <ReadRefused what="The briefs" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const briefs = list.data.pages.flatMap((page) => page.items);
  if (briefs.length === 0) return empty;
  return (
    <>
      <Table aria-label={`Briefs of ${app.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell className="w-[28%]">title</HeadCell>
            <HeadCell>secrets</HeadCell>
            <HeadCell className="w-44">made</HeadCell>
            <HeadCell className="w-24">ends</HeadCell>
            <HeadCell className="w-36">run</HeadCell>
            <HeadCell className="w-28">state</HeadCell>
            <HeadCell className="w-11">
              <span className="sr-only">actions</span>
            </HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {briefs.map((brief) => (
            <BriefRow key={brief.id} brief={brief} doings={doings} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(briefs.length, 'brief')} more={list} />
    </>
  );
}
