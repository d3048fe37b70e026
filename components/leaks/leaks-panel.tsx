'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { LEAK_STATES } from '@/lib/domain/leak';
import type { Permission } from '@/lib/domain/permissions';
import { ReadRefused } from '@/components/requests/read-refused';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { RadioRow } from '@/components/ui/radio-row';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import type { MatchLeak } from './leak-actions';
import { LeakList } from './leak-list';
import { MatchForm } from './match-form';
import { useLeaks } from './use-leaks';

interface LeaksPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly match: MatchLeak;
}

/** Whose a suspected value is, and the leak cases at and below the scope in the address. */
export function LeaksPanel({ scopes, grants, locked, match }: LeaksPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const somewhere = (one: Permission) => grants.some((grant) => grant.permissions.includes(one));
  const mayOpen = !locked && somewhere('leaks:match');
  const here = permissionsAt(scopes, grants, scope);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-20 font-medium">Leaks</h1>
        {mayOpen ? (
          <Link
            href={`/leaks/new?${new URLSearchParams({ scope: scope.path })}`}
            className={buttonClass()}
          >
            Open a case for a secret
          </Link>
        ) : null}
      </div>
      {mayOpen ? <MatchForm match={match} /> : null}
      {here.includes('secrets:list') ? (
        <OfScope key={scope.id} scope={scope} />
      ) : (
        <NamesNotYours scope={scope} />
      )}
    </>
  );
}

const SHOWN = [...LEAK_STATES, 'all'] as const;
const SHOWN_WORD: Readonly<Record<(typeof SHOWN)[number], string>> = {
  open: 'Open',
  closed: 'Closed',
  all: 'All',
};

function OfScope({ scope }: { readonly scope: ScopeSummary }) {
  const search = useSearch();
  const shown = SHOWN.find((one) => one === search.get('state')) ?? 'open';
  const list = useLeaks({ scope: scope.id, state: shown === 'all' ? undefined : shown });
  const leaks = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="cases">
      <h2 id="cases" className="mb-1 text-15 font-medium">
        Cases
      </h2>
      <RadioRow
        name="state"
        label="Which cases"
        choices={SHOWN.map((value) => ({ value, label: SHOWN_WORD[value] }))}
        value={shown}
        onChange={(next) => search.replace({ state: next === 'open' ? null : next })}
      />
      {list.isPending ? <SkeletonRows rows={3} label="Loading leak cases" /> : null}
      {list.isError ? (
        <ReadRefused what="The leak cases" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {leaks.length > 0 ? <LeakList scope={scope} leaks={leaks} more={list} /> : null}
      {list.data && leaks.length === 0 ? <NoneYet shown={shown} /> : null}
    </section>
  );
}

function NoneYet({ shown }: { readonly shown: (typeof SHOWN)[number] }) {
  if (shown === 'closed') return <p className="py-4 text-ink-muted">No case here is closed.</p>;
  return (
    <EmptyState command="keystow leak match < suspected.txt">
      No leak case is open. One leads from an exposed value through its revocation, its replacement
      and the last worker to a review, the secrets beside it and an advisory, and keeps the time.
    </EmptyState>
  );
}
