'use client';

import dynamic from 'next/dynamic';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Tabs } from '@/components/ui/tabs';
import { useSearch } from '@/components/ui/use-search';
import type { AuditActions } from './audit-actions';
import { Choice } from './audit-filters';
import { AuditTools } from './audit-tools';
import type { AuditSight } from './audit-view';
import { EventList } from './event-list';

const loading = () => <SkeletonRows rows={6} label="Loading" />;
const RefusalsView = dynamic(
  () => import('./refusals/refusals-view').then((file) => file.RefusalsView),
  { loading },
);
const CheckpointsView = dynamic(
  () => import('./checkpoints/checkpoints-view').then((file) => file.CheckpointsView),
  { loading },
);
const RetentionView = dynamic(
  () => import('./retention/retention-view').then((file) => file.RetentionView),
  { loading },
);

const VIEWS = [
  { value: 'events', label: 'Events' },
  { value: 'refusals', label: 'Refusals' },
  { value: 'checkpoints', label: 'Checkpoints' },
  { value: 'retention', label: 'Retention' },
] as const;

type View = (typeof VIEWS)[number]['value'];

interface AuditPanelProps {
  readonly sight: AuditSight;
  readonly locked: boolean;
  readonly actions: AuditActions;
}

/** The log of the address: `?view=` which side of it is shown, and the rest narrows that. */
export function AuditPanel({ sight, locked, actions }: AuditPanelProps) {
  const search = useSearch();
  const log = search.get('log') ?? '';
  // Below the organization there is no log of its own, only events of it.
  const offered = VIEWS.filter(({ value }) => sight.within === null || isOfScope(value));
  const view = offered.find(({ value }) => value === search.get('view'))?.value ?? 'events';
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="text-20 font-medium">Audit</h1>
          {sight.managesKeys && sight.within === null ? (
            <Choice label="Log" value={log} onChange={(next) => search.replace({ log: next })}>
              <option value="">The organization</option>
              <option value="installation">The installation</option>
            </Choice>
          ) : null}
        </div>
        {sight.within === null ? <AuditTools log={log} /> : null}
      </div>
      <Tabs
        label="Audit"
        tabs={offered}
        value={view}
        onChange={(next) => search.replace({ view: next === 'events' ? null : next })}
      >
        <div className="pt-3">
          {view === 'events' ? <EventList sight={sight} /> : null}
          {view === 'refusals' ? <RefusalsView sight={sight} /> : null}
          {view === 'checkpoints' ? (
            <CheckpointsView log={log} locked={locked} actions={actions} />
          ) : null}
          {view === 'retention' ? (
            <RetentionView log={log} locked={locked} action={actions.setRetention} />
          ) : null}
        </div>
      </Tabs>
    </>
  );
}

function isOfScope(view: View): boolean {
  return view === 'events' || view === 'refusals';
}
