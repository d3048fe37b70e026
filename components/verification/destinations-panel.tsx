'use client';

import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { RotationTabs } from '@/components/rotation/rotation-tabs';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { AskDestination } from './ask-destination';
import type { DestinationActions } from './destination-actions';
import { DestinationList } from './destination-list';
import { useDestinations } from './use-destinations';

interface DestinationsPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: DestinationActions;
}

/** Where values may be sent to be tried, of the scope in the address (`?scope=`) and above it. */
export function DestinationsPanel({ scopes, grants, locked, actions }: DestinationsPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(scopes, grants, scope);
  const mayAsk = !locked && held.includes('rotation:run') && held.includes('secrets:write');
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-20 font-medium">Destinations</h1>
        {mayAsk ? <AskDestination scope={scope} action={actions.ask} /> : null}
      </div>
      <RotationTabs
        current="destinations"
        scopePath={scope.path}
        reminders={held.includes('integrations:manage')}
      />
      {held.includes('secrets:list') ? (
        <OfScope key={scope.id} {...{ scope, locked, actions }} />
      ) : (
        <NamesNotYours scope={scope} />
      )}
    </>
  );
}

interface OfScopeProps {
  readonly scope: ScopeSummary;
  readonly locked: boolean;
  readonly actions: DestinationActions;
}

function OfScope({ scope, locked, actions }: OfScopeProps) {
  const list = useDestinations(scope.id);
  const destinations = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      {list.isPending ? <SkeletonRows rows={4} label="Loading destinations" /> : null}
      {list.isError ? (
        <ReadRefused
          what="The destinations"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {destinations.length > 0 ? (
        <DestinationList {...{ scope, locked, actions, destinations }} more={list} />
      ) : null}
      {list.data && destinations.length === 0 ? (
        <EmptyState ways={null}>
          Destinations are the hosts to which this console may send a value to see whether it works.
          An editor asks for one, for secrets of some names; nothing is sent there before somebody
          who manages backends approves it.
        </EmptyState>
      ) : null}
    </>
  );
}
