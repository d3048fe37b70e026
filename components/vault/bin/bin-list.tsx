'use client';

import type { BinnedSecret } from '@/lib/contracts/bin';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { count } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import type { SecretRights } from '../secret-rights';
import { BinRow } from './bin-row';
import { ListRefused } from '../list/list-refused';
import { useBin } from '../sheet/use-history';

interface BinListProps {
  readonly scope: ScopeSummary;
  readonly may: SecretRights;
  readonly onRestore: (entry: BinnedSecret) => void;
  readonly onPurge: (entry: BinnedSecret) => void;
}

/** The entries of one scope's bin as they load, newest first. */
export function BinList({ scope, may, onRestore, onPurge }: BinListProps) {
  const list = useBin(scope);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading the bin" />;
  if (list.isError) {
    return (
      <ListRefused scopePath={scope.path} error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  const entries = list.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) {
    return <EmptyState>Nothing was deleted here in the last 30 days.</EmptyState>;
  }
  return (
    <>
      <Table aria-label={`Deleted from ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>name</HeadCell>
            <HeadCell className="w-36">type</HeadCell>
            <HeadCell className="w-20">versions</HeadCell>
            <HeadCell className="w-56">deleted</HeadCell>
            <HeadCell className="w-32">destroyed on</HeadCell>
            <HeadCell className="w-44">
              <span className="sr-only">actions</span>
            </HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <BinRow
              key={entry.id}
              entry={entry}
              may={may}
              onRestore={() => onRestore(entry)}
              onPurge={() => onPurge(entry)}
            />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(entries.length, 'deleted secret')} more={list} />
    </>
  );
}
