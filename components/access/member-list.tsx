'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { useSearch } from '@/components/ui/use-search';
import { MemberRow } from './member-row';
import { useMembers } from './use-members';

export function MemberList({ scope }: { readonly scope: ScopeSummary }) {
  const search = useSearch();
  const view = { q: search.get('q') ?? '', role: search.get('role') ?? '' };
  const list = useMembers(scope, view);
  if (list.isPending) return <SkeletonRows rows={5} label="Loading people" />;
  if (list.isLoadingError) {
    return <ReadRefused what="The people" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (people.length === 0) return <p className="py-8">Nobody fits the filter.</p>;
  return (
    <>
      <Table aria-label={`People around ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell className="w-64">person</HeadCell>
            <HeadCell>roles</HeadCell>
            <HeadCell className="w-28">last seen</HeadCell>
            <HeadCell className="w-32">second factor</HeadCell>
            <HeadCell className="w-28">state</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              onOpen={() => search.push({ person: member.id })}
            />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(people.length, 'person', 'people')} more={list} />
    </>
  );
}
