'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { deliveriesKey } from '@/lib/client/query-keys';
import { fetchSecretDeliveries } from '@/lib/client/workers';
import type { SecretDelivery } from '@/lib/contracts/delivery';
import type { SecretSummary } from '@/lib/contracts/secret';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

/** The runs that got the value of a secret, newest first, each with its version. */
export function DeliveredList({ secret }: { readonly secret: SecretSummary }) {
  const { key, scope, version, aliasOf } = secret;
  const list = useInfiniteQuery({
    queryKey: deliveriesKey('of secret', scope.path, key),
    queryFn: ({ pageParam, signal }) =>
      fetchSecretDeliveries({ scopePath: scope.path, kind: scope.kind }, key, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  if (list.isPending) return <SkeletonRows rows={3} label="Loading the runs" />;
  if (list.isError) {
    return <ReadRefused what="The runs" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const runs = list.data.pages.flatMap((page) => page.items);
  if (runs.length === 0) {
    return <p className="pb-3 text-ink-muted">Nowhere yet: no process was started with it.</p>;
  }
  return (
    <>
      <ul>
        {runs.map((run) => (
          <Run key={`${run.id} ${run.name}`} run={run} newest={aliasOf ? null : version} />
        ))}
      </ul>
      <ListFoot shown={count(runs.length, 'run')} more={list} />
    </>
  );
}

interface RunProps {
  readonly run: SecretDelivery;
  /** Of an alias nobody here knows. */
  readonly newest: number | null;
}

function Run({ run, newest }: RunProps) {
  const { worker, brief, takenBy, app, id, at, held, version, name, staged } = run;
  const who = worker ? `${worker.command} on ${worker.host}` : (brief?.title ?? takenBy.name);
  const behind = held && !staged && newest !== null && version !== newest;
  return (
    <li className="flex flex-wrap gap-x-3 border-t border-line py-2">
      <span className="min-w-0 grow basis-48">
        <Link
          href={`/deliveries?scope=${encodeURIComponent(app.path)}&run=${id}`}
          className="font-medium text-accent underline"
        >
          {who}
        </Link>{' '}
        <span className="font-mono text-12 wrap-anywhere text-ink-muted">{app.path}</span>
      </span>
      <span className="text-ink-muted">
        version {version}
        {staged ? ', staged' : ''} as <span className="font-mono text-12">{name}</span>
      </span>
      <span className="text-ink-muted">
        <TimeAgo instant={at} />
      </span>
      {held ? (
        <Status tone={behind ? 'due' : 'fine'}>{behind ? 'restart due' : 'runs with it'}</Status>
      ) : null}
    </li>
  );
}
