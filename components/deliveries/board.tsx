'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { workersKey } from '@/lib/client/query-keys';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { AskedRestart, DismissedWorkers } from '@/lib/contracts/worker';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { count, number } from '@/components/ui/count';
import type { FormTarget } from '@/components/ui/form';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ConvergenceRow } from './convergence-row';
import { PastWorkers } from './past-workers';
import { byApp, standingOf } from './standing';
import { useChanges } from './use-changes';
import { useWorkers, WORKERS_SHOWN_MAX } from './use-workers';

interface BoardProps {
  readonly scope: ScopeSummary;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly askRestart: FormTarget<AskedRestart>;
  readonly dismissWorkers: FormTarget<DismissedWorkers>;
  /** Stands where nothing runs. */
  readonly empty: ReactNode;
}

/** Who runs what at and below a scope, as it changes. */
export function Board(props: BoardProps) {
  const { scope, scopes, grants, locked, askRestart, dismissWorkers, empty } = props;
  const client = useQueryClient();
  useChanges({ kind: scope.kind, scopePath: scope.path });
  const read = useWorkers(scope, 'here');
  const gone = useWorkers(scope, 'missing');
  if (read.isPending || gone.isPending)
    return <SkeletonRows rows={6} label="Loading the workers" />;
  if (read.isError || gone.isError) {
    const again = () => void Promise.all([read.refetch(), gone.refetch()]);
    return <ReadRefused what="The workers" error={(read.error ?? gone.error)!} onRetry={again} />;
  }
  const { items } = read.data;
  const missing = gone.data.items;
  const stale = items.filter((one) => standingOf(one) === 'stale').length;
  const mayAsk = (appId: string) => {
    const app = scopes.find(({ id }) => id === appId) ?? scope;
    const held = permissionsAt(scopes, grants, app);
    return !locked && (held.includes('secrets:write') || held.includes('rotation:run'));
  };
  return (
    <section aria-label="Workers">
      <LiveRegion>
        {stale === 0 ? 'No worker is stale.' : `${count(stale, 'worker')} stale.`}
        {missing.length === 0 ? '' : ` ${number(missing.length)} gone, last known older.`}
      </LiveRegion>
      {items.length + missing.length === 0 ? empty : null}
      <ul>
        {byApp(items, missing).map((one) => (
          <ConvergenceRow
            key={one.app.id}
            {...one}
            askRestart={mayAsk(one.app.id) ? askRestart : null}
            dismissWorkers={mayAsk(one.app.id) ? dismissWorkers : null}
            onDone={() => void client.invalidateQueries({ queryKey: workersKey() })}
          />
        ))}
      </ul>
      {read.data.next === null && gone.data.next === null ? null : (
        <p className="border-t border-line py-3 text-ink-muted">
          The first {count(WORKERS_SHOWN_MAX, 'worker')} are shown. Choose a narrower scope above to
          see the others.
        </p>
      )}
      <PastWorkers key={scope.id} scope={scope} />
    </section>
  );
}
