'use client';

import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { ReadRefused } from '@/components/requests/read-refused';
import { AuditFilters } from './audit-filters';
import { AuditRow } from './audit-row';
import type { AuditSight } from './audit-view';
import { useAudit, useAuditView } from './use-audit';

/** What was done, newest first, narrowed by the address. */
export function EventList({ sight }: { readonly sight: AuditSight }) {
  const { view, get, change } = useAuditView(sight.within);
  const list = useAudit(view);
  const events = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <AuditFilters
        get={get}
        onChange={change}
        sight={sight}
        scope={view.scope}
        nameOf={(id) =>
          events.flatMap(({ actor, target }) => [actor, target]).find((one) => one?.id === id)?.name
        }
      />
      {list.isPending ? <SkeletonRows rows={10} label="Loading events" /> : null}
      {list.isError ? (
        <ReadRefused what="The log" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && events.length === 0 ? (
        <p className="py-6 text-ink-muted">Nothing that fits was recorded.</p>
      ) : null}
      {events.length > 0 ? (
        <>
          <Table aria-label="Events">
            <TableHead>
              <TableRow>
                <HeadCell className="w-20 text-right">number</HeadCell>
                <HeadCell className="w-32">when</HeadCell>
                <HeadCell className="w-52">who</HeadCell>
                <HeadCell className="w-56">did</HeadCell>
                <HeadCell>to</HeadCell>
                <HeadCell className="w-24">
                  <span className="sr-only">details</span>
                </HeadCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {events.map((event) => (
                <AuditRow
                  key={event.number}
                  event={event}
                  onNarrow={change}
                  managesPeople={sight.managesPeople}
                />
              ))}
            </TableBody>
          </Table>
          <ListFoot shown={count(events.length, 'event')} more={list} />
        </>
      ) : null}
    </>
  );
}
