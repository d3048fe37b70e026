'use client';

import type { GroupSummary } from '@/lib/contracts/group';
import { ReadRefused } from '@/components/requests/read-refused';
import { count, number } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { useSearch } from '@/components/ui/use-search';
import { RoleChip } from '../role-chip';
import { useGroups } from './use-groups';

interface GroupListProps {
  readonly onOpen: (slug: string) => void;
  readonly mayMake: boolean;
}

export function GroupList({ onOpen, mayMake }: GroupListProps) {
  const q = useSearch().get('q') ?? '';
  const list = useGroups(q);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading groups" />;
  if (list.isLoadingError) {
    return <ReadRefused what="The groups" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const groups = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (groups.length === 0) return <NoGroups filtered={q !== ''} mayMake={mayMake} />;
  return (
    <>
      <Table aria-label="Groups">
        <TableHead>
          <TableRow>
            <HeadCell className="w-64">group</HeadCell>
            <HeadCell>roles</HeadCell>
            <HeadCell className="w-24">people</HeadCell>
            <HeadCell className="w-56">at the identity provider</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {groups.map((group) => (
            <GroupRow key={group.id} group={group} onOpen={() => onOpen(group.slug)} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(groups.length, 'group')} more={list} />
    </>
  );
}

function NoGroups({
  filtered,
  mayMake,
}: {
  readonly filtered: boolean;
  readonly mayMake: boolean;
}) {
  if (filtered) return <p className="py-8">No group fits the filter.</p>;
  return (
    <EmptyState command={mayMake ? 'keystow groups create engineers --name Engineers' : undefined}>
      A group holds roles for all of its people, and ends them for all at once. There is none yet.
    </EmptyState>
  );
}

interface GroupRowProps {
  readonly group: GroupSummary;
  readonly onOpen: () => void;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

function GroupRow({ group, onOpen }: GroupRowProps) {
  const { slug, name, members, grants, externalName } = group;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="py-1 @max-2xl:min-w-0 @max-2xl:basis-full">
        <button
          type="button"
          data-group={slug}
          onClick={onOpen}
          className="block max-w-full min-h-6 text-left pointer-coarse:min-h-11"
        >
          <span className="block truncate font-medium">{name}</span>
          {name === slug ? null : (
            <span className="block truncate font-mono text-12 text-ink-muted">{slug}</span>
          )}
        </button>
      </Cell>
      <Cell className="py-1.5 whitespace-normal @max-2xl:basis-full">
        <span className="flex flex-wrap gap-1">
          {grants.map((grant) => (
            <RoleChip key={grant.id} grant={{ role: grant.role, scope: grant.scope }} />
          ))}
          {grants.length === 0 ? <span className="text-ink-muted">no role</span> : null}
        </span>
      </Cell>
      <Cell className={quiet}>
        {members === null ? null : (
          <>
            {number(members)}
            <span className="@2xl:hidden"> {members === 1 ? 'person' : 'people'}</span>
          </>
        )}
      </Cell>
      <Cell className={quiet}>
        {externalName ? (
          <span className="font-mono text-12" title={externalName}>
            {externalName}
          </span>
        ) : (
          <span className="@max-2xl:hidden">–</span>
        )}
      </Cell>
    </TableRow>
  );
}

/** The button of the first group in the list. */
export function firstGroup(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-group]');
}
