'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Worker } from '@/lib/contracts/worker';
import { ReadRefused } from '@/components/requests/read-refused';
import { Fold } from '@/components/ui/fold';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TimeAgo } from '@/components/ui/time-ago';
import { standingOf } from './standing';
import { PAST_SHOWN_MAX, useWorkers } from './use-workers';
import { WorkerSquare } from './worker-square';

/** Workers that said their last word, and those that fell silent for good; read when it is opened. */
export function PastWorkers({ scope }: { readonly scope: ScopeSummary }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-4">
      <Fold summary="Ended and gone" fields={[]} onOpen={() => setOpen(true)}>
        {open ? <PastList scope={scope} /> : null}
      </Fold>
    </div>
  );
}

function PastList({ scope }: { readonly scope: ScopeSummary }) {
  const read = useWorkers(scope, 'past');
  if (read.isPending) return <SkeletonRows rows={3} label="Loading past workers" />;
  if (read.isError) {
    return <ReadRefused what="They" error={read.error} onRetry={() => void read.refetch()} />;
  }
  const { items, next } = read.data;
  if (items.length === 0) return <p className="pb-3 text-ink-muted">None yet.</p>;
  return (
    <ul className="pb-2">
      {items.map((worker) => (
        <li key={worker.id} className="flex flex-wrap gap-x-4 border-t border-line py-2">
          <span className="flex min-w-0 gap-2">
            <span className="flex h-[1lh] items-center">
              <WorkerSquare standing={standingOf(worker)} />
            </span>
            <span className="min-w-0">
              <span className="font-medium wrap-anywhere">{worker.host}</span>{' '}
              <span className="font-mono text-12 text-ink-muted">{worker.command}</span>
            </span>
          </span>
          <span className="font-mono text-12 wrap-anywhere text-ink-muted">{worker.app.path}</span>
          <span className="text-ink-muted sm:ml-auto">
            {howItWent(worker)} <TimeAgo instant={worker.endedAt ?? worker.heartbeatAt} />
          </span>
        </li>
      ))}
      {next === null ? null : (
        <li className="border-t border-line py-2 text-ink-muted">
          The last {PAST_SHOWN_MAX} that started; there are more.
        </li>
      )}
    </ul>
  );
}

function howItWent({ presence, state, restarts, exitCode, signal }: Worker): string {
  if (presence === 'gone') {
    const never = state === 'starting' && restarts === 0;
    return never ? 'never said that it runs: last heard' : 'gone: last heard';
  }
  if (signal !== null) return `ended by ${signal}`;
  return exitCode === null ? 'ended' : `ended with ${exitCode}`;
}
