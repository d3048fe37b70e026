'use client';

import { useQuery } from '@tanstack/react-query';
import { fetchDenials } from '@/lib/client/audit';
import type { AuditDenials } from '@/lib/contracts/audit-denials';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { AuditFilters } from '../audit-filters';
import type { AuditSight } from '../audit-view';
import { useAuditView } from '../use-audit';
import { RefusalBars } from './refusal-bars';

/** As `listDenials` answers at most. */
const LISTED_MAX = 100;

/** Who was refused what, where and how often; the time in the address, or the last week. */
export function RefusalsView({ sight }: { readonly sight: AuditSight }) {
  const { view, get, change } = useAuditView(sight.within);
  const wanted = { log: view.log, scope: view.scope, since: view.since, until: view.until };
  const told = useQuery({
    queryKey: ['audit', 'denials', ...Object.values(wanted)],
    queryFn: ({ signal }) => fetchDenials(wanted, signal),
  });
  const total = told.data?.counts.reduce((sum, one) => sum + one, 0) ?? 0;
  return (
    <>
      <AuditFilters get={get} onChange={change} sight={sight} scope={view.scope} timeOnly />
      {told.isPending ? <SkeletonRows rows={6} label="Counting refusals" /> : null}
      {told.isError ? (
        <ReadRefused what="Refusals" error={told.error} onRetry={() => void told.refetch()} />
      ) : null}
      {told.data ? (
        <>
          <p role="status" className="mb-2">
            {total === 0 ? 'Nobody was refused anything' : count(total, 'refusal')}
            {spanText(wanted)}. After the first, those of one minute are one count.
            {told.data.items.length === LISTED_MAX
              ? ` The ${LISTED_MAX} most frequent are listed.`
              : ''}
          </p>
          <RefusalBars denials={told.data} />
          {told.data.items.length > 0 ? (
            <RefusalTable
              items={told.data.items}
              onEvents={(actor) => change({ view: null, action: 'access.', actor })}
            />
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** Without a beginning it is the week before the end, without both the week up to now. */
function spanText({ since, until }: { readonly since: string; readonly until: string }): string {
  if (since !== '') return '';
  return until === '' ? ' in the last week' : ' in the week before that day ended';
}

interface RefusalTableProps {
  readonly items: AuditDenials['items'];
  readonly onEvents: (actor: string | null) => void;
}

function RefusalTable({ items, onEvents }: RefusalTableProps) {
  return (
    <Table aria-label="Refusals">
      <TableHead>
        <TableRow>
          <HeadCell className="w-24 text-right">times</HeadCell>
          <HeadCell className="w-60">who</HeadCell>
          <HeadCell className="w-48">lacked</HeadCell>
          <HeadCell>on</HeadCell>
          <HeadCell className="w-32">last</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map(({ actor, permission, scope, count: times, last }) => (
          <TableRow key={`${actor.id}${permission}${scope?.id}`} className="gap-x-3 @max-2xl:py-2">
            <Cell className="font-mono @2xl:text-right">
              {times}
              <span className="font-sans @2xl:hidden"> {times === 1 ? 'time' : 'times'}</span>
            </Cell>
            <Cell>
              <button
                type="button"
                title={`The events of ${actor.name}`}
                onClick={() => onEvents(actor.id)}
                className="max-w-full truncate rounded-md align-bottom underline"
              >
                {actor.name}
              </button>
            </Cell>
            <Cell className="font-mono">{permission}</Cell>
            <Cell className={scope ? 'font-mono' : 'text-ink-muted'}>
              {scope?.path ?? 'what they may not know of'}
            </Cell>
            <Cell className="text-ink-muted">
              <TimeAgo instant={last} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
