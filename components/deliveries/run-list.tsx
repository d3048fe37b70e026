'use client';

import type { DeliverySummary } from '@/lib/contracts/delivery';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { useSearch } from '@/components/ui/use-search';
import { useRuns } from './use-runs';

/** The receipts of what was handed over, newest first; each opens what it got and why. */
export function RunList({ scope }: { readonly scope: ScopeSummary }) {
  const list = useRuns(scope);
  return (
    <section aria-labelledby="runs" className="mt-8">
      <h2 id="runs" className="mb-2 text-15 font-medium">
        Runs
      </h2>
      {list.isPending ? <SkeletonRows rows={4} label="Loading the runs" /> : null}
      {list.isError ? (
        <ReadRefused what="The runs" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess ? <Runs list={list} scope={scope} /> : null}
    </section>
  );
}

function Runs({
  list,
  scope,
}: {
  readonly list: ReturnType<typeof useRuns>;
  readonly scope: ScopeSummary;
}) {
  const runs = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (runs.length === 0) {
    return (
      <p className="text-ink-muted">
        Nothing was handed over here yet. Each start leaves a receipt: which names, of which
        version, from which scope.
      </p>
    );
  }
  return (
    <>
      <Table aria-label={`Runs of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>run</HeadCell>
            <HeadCell className="w-44">app</HeadCell>
            <HeadCell className="w-28">got</HeadCell>
            <HeadCell className="w-44">taken by</HeadCell>
            <HeadCell className="w-32">when</HeadCell>
            <HeadCell className="w-32">arrived</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(runs.length, 'run')} more={list} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

function Run({ run }: { readonly run: DeliverySummary }) {
  const search = useSearch();
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="@max-2xl:min-w-0 @max-2xl:grow @max-2xl:basis-full @max-2xl:pt-1.5">
        <button
          type="button"
          aria-haspopup="dialog"
          data-run={run.id}
          onClick={() => search.push({ run: run.id })}
          className="max-w-full truncate rounded-md text-left font-medium hover:underline @max-2xl:min-h-8"
        >
          {runName(run)}
        </button>
      </Cell>
      <Cell className={`${quiet} font-mono text-12`}>
        <span title={run.app.path}>{run.app.path}</span>
      </Cell>
      <Cell className={quiet}>
        {count(run.names, 'name')}
        {run.staged ? ', staged' : ''}
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">by </span>
        {run.takenBy.name}
      </Cell>
      <Cell className={quiet}>
        <TimeAgo instant={run.at} />
      </Cell>
      <Cell className={quiet}>{run.acknowledgedAt ? 'acknowledged' : 'not acknowledged'}</Cell>
    </TableRow>
  );
}

/** As its runner calls itself, or the brief it was for. */
export function runName({ worker, brief, takenBy }: DeliverySummary): string {
  if (worker) return `${worker.command} on ${worker.host}`;
  return brief ? `brief ${brief.title}` : `${takenBy.kind} ${takenBy.name}`;
}
