'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { fetchDashboard } from '@/lib/client/dashboard';
import { dashboardKey } from '@/lib/client/query-keys';
import type { Dashboard } from '@/lib/contracts/dashboard';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { OVERDUE } from '@/lib/domain/secret-health';
import { ReadRefused } from '@/components/requests/read-refused';
import { lineageOf, scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { count } from '@/components/ui/count';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { ChangeLines, MemberLines, TokenLines } from './dashboard-lists';
import { HealthBars } from './health-bars';
import { Instruments } from './instruments';
import { OpenLeakLines } from './open-leaks';
import { OpenRunLines } from './open-runs';
import { OverdueList } from './overdue-list';

const DueChart = dynamic(() => import('./due-chart'), {
  ssr: false,
  loading: () => <div className="h-24" />,
});

interface DashboardPanelProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
}

/** How the team of the scope in the address is doing; where none is chosen, the organization by team. */
export function DashboardPanel({ scopes, grants, locked }: DashboardPanelProps) {
  const current = scopeAt(scopes, useSearch().get('scope'));
  const lineage = current ? lineageOf(scopes, current) : [];
  const scope = lineage.find(({ kind }) => kind === 'team') ?? lineage[0];
  if (!scope || !['organization', 'team'].includes(scope.kind)) {
    return <p className="py-8">There is no team you may see.</p>;
  }
  const held = permissionsAt(scopes, grants, scope);
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">{scope.name}</h1>
      {held.includes('secrets:list') ? (
        <ScopeDashboard
          key={scope.id}
          scope={scope}
          maySeal={!locked && held.includes('secrets:write')}
        />
      ) : (
        <NamesNotYours scope={scope} />
      )}
    </>
  );
}

interface ScopeDashboardProps {
  readonly scope: ScopeSummary;
  readonly maySeal: boolean;
}

function ScopeDashboard({ scope, maySeal }: ScopeDashboardProps) {
  const read = useQuery({
    queryKey: dashboardKey(scope.path),
    queryFn: ({ signal }) => fetchDashboard({ scopePath: scope.path, kind: scope.kind }, signal),
    refetchInterval: 60_000,
    staleTime: 0,
  });
  if (read.isPending) return <SkeletonRows rows={8} label="Loading the overview" />;
  if (read.isError) {
    return (
      <ReadRefused what="The overview" error={read.error} onRetry={() => void read.refetch()} />
    );
  }
  return <Sections scope={scope} maySeal={maySeal} dashboard={read.data} />;
}

interface SectionsProps extends ScopeDashboardProps {
  readonly dashboard: Dashboard;
}

function Sections({ scope, maySeal, dashboard }: SectionsProps) {
  const { overdue, runs, leaks, outlook, members, changes, tokens } = dashboard;
  const at = `?scope=${encodeURIComponent(scope.path)}`;
  return (
    <div className="grid gap-x-10 lg:grid-cols-2">
      <Instruments scope={scope} dashboard={dashboard} />
      <Section title="Leak cases" more={['Leaks', `/leaks${at}`]}>
        <OpenLeakLines leaks={leaks} />
      </Section>
      <Section title="Rotations under way" more={['Rotations', `/rotation/runs${at}`]}>
        <OpenRunLines runs={runs} />
      </Section>
      <SecretsSection {...{ scope, maySeal, dashboard, at }} />
      <Section title="Due" more={['Rotation', `/rotation${at}`]}>
        <DueChart outlook={outlook} />
      </Section>
      <Section title="Overdue" wide>
        <OverdueList secrets={overdue} total={lateOf(dashboard)} />
      </Section>
      {tokens ? (
        <Section title="Tokens that end within two weeks" more={['All tokens', `/tokens${at}`]}>
          <TokenLines list={tokens} />
        </Section>
      ) : null}
      {members ? (
        <Section title="People" more={['Everybody', `/access${at}`]}>
          <MemberLines list={members} />
        </Section>
      ) : null}
      {changes ? (
        <Section title="Recent changes" more={['The whole log', `/audit${at}`]} wide>
          <ChangeLines list={changes} />
        </Section>
      ) : null}
    </div>
  );
}

function lateOf({ places }: Dashboard): number {
  return places
    .flatMap(({ counts }) => OVERDUE.map((health) => counts[health] ?? 0))
    .reduce((sum, one) => sum + one, 0);
}

function SecretsSection({
  scope,
  maySeal,
  dashboard: { total, places },
  at,
}: SectionsProps & { readonly at: string }) {
  return (
    <Section title={count(total, 'secret')} more={['Vault', `/vault${at}`]}>
      {total === 0 ? (
        <p className="text-ink-muted">
          None yet.{' '}
          {maySeal ? (
            <Link href={`/vault${at}&do=seal`} className="text-accent underline">
              Seal the first one
            </Link>
          ) : null}
        </p>
      ) : (
        <HealthBars places={places} own={scope.path} />
      )}
    </Section>
  );
}

interface SectionProps {
  readonly title: string;
  readonly more?: readonly [label: string, href: string];
  /** Over both columns. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

function Section({ title, more, wide = false, children }: SectionProps) {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return (
    <section aria-labelledby={id} className={`mb-8 ${wide ? 'lg:col-span-2' : ''}`}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="text-15 font-medium">
          {title}
        </h2>
        {more ? (
          <Link href={more[1]} className="text-accent underline">
            {more[0]}
          </Link>
        ) : null}
      </div>
      {children}
    </section>
  );
}
