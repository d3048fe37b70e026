'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { RUN_STATES } from '@/lib/domain/rotation-run';
import { PeriodPack } from '@/components/evidence/period-pack';
import { ReadRefused } from '@/components/requests/read-refused';
import { RotationTabs } from '@/components/rotation/rotation-tabs';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RadioRow } from '@/components/ui/radio-row';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { newRunAddress } from './run-address';
import { RunList } from './run-list';
import { useRuns } from './use-runs';

interface RunsPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
}

/** The guided rotations at and below the scope in the address (`?scope=`, `?state=`, `?assigned=me`). */
export function RunsPanel({ scopes, grants, locked }: RunsPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(scopes, grants, scope);
  const mayStart = !locked && held.includes('rotation:run');
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-20 font-medium">Rotations</h1>
        {mayStart ? (
          <Link href={newRunAddress(scope.path)} className={buttonClass({ tone: 'primary' })}>
            New rotation
          </Link>
        ) : null}
      </div>
      <RotationTabs
        current="runs"
        scopePath={scope.path}
        reminders={held.includes('integrations:manage')}
      />
      {held.includes('secrets:list') ? (
        <OfScope key={scope.id} scope={scope} mayStart={mayStart} />
      ) : (
        <NamesNotYours scope={scope} />
      )}
      {held.includes('audit:read') && !locked ? <PeriodPack scope={scope} /> : null}
    </>
  );
}

const SHOWN = [...RUN_STATES, 'all'] as const;
const SHOWN_WORD: Readonly<Record<(typeof SHOWN)[number], string>> = {
  open: 'Open',
  closed: 'Closed',
  abandoned: 'Abandoned',
  all: 'All',
};

interface OfScopeProps {
  readonly scope: ScopeSummary;
  readonly mayStart: boolean;
}

function OfScope({ scope, mayStart }: OfScopeProps) {
  const search = useSearch();
  const shown = SHOWN.find((one) => one === search.get('state')) ?? 'open';
  const mine = search.get('assigned') === 'me';
  const list = useRuns({ scope: scope.id, state: shown === 'all' ? undefined : shown, mine });
  const runs = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="flex flex-wrap gap-x-8">
        <RadioRow
          name="state"
          label="Which rotations"
          choices={SHOWN.map((value) => ({ value, label: SHOWN_WORD[value] }))}
          value={shown}
          onChange={(next) => search.replace({ state: next === 'open' ? null : next })}
        />
        <label className="mb-4 flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={mine}
            onChange={({ currentTarget }) =>
              search.replace({ assigned: currentTarget.checked ? 'me' : null })
            }
            className="size-3.5 accent-accent"
          />
          Waiting for me
        </label>
      </div>
      {list.isPending ? <SkeletonRows rows={4} label="Loading rotations" /> : null}
      {list.isError ? (
        <ReadRefused what="The rotations" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {runs.length > 0 ? <RunList scope={scope} runs={runs} more={list} /> : null}
      {list.data && runs.length === 0 ? (
        <NoneYet scope={scope} mayStart={mayStart} shown={shown} mine={mine} />
      ) : null}
    </>
  );
}

interface NoneYetProps extends OfScopeProps {
  readonly shown: (typeof SHOWN)[number];
  readonly mine: boolean;
}

function NoneYet({ scope, mayStart, shown, mine }: NoneYetProps) {
  if (mine || shown === 'closed' || shown === 'abandoned') {
    return (
      <p className="py-4 text-ink-muted">
        {mine ? 'No step of a rotation here waits for you.' : `No rotation here is ${shown}.`}
      </p>
    );
  }
  return (
    <EmptyState
      ways={
        <>
          {mayStart ? (
            <Link href={newRunAddress(scope.path)} className={buttonClass({ tone: 'primary' })}>
              New rotation
            </Link>
          ) : null}
          <Link
            href={`/rotation?${new URLSearchParams({ scope: scope.path })}`}
            className={buttonClass()}
          >
            What is due
          </Link>
        </>
      }
      command={`keystow rotation run start --scope ${scope.path} API_KEY`}
    >
      Guided rotations stand here: a new value beside the old one, tried in staging, promoted,
      followed to the last worker, the old value revoked and seen to be refused. One closes only
      with that proof, or with an exception that a second person signs.
    </EmptyState>
  );
}
