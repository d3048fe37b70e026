'use client';

import dynamic from 'next/dynamic';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { isFiltered } from '@/lib/domain/secret-view';
import { Button } from '@/components/ui/button';
import { count, number } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { FilterBar } from './filter-bar';
import { VaultFilterChips } from './vault-filter-chips';
import { ListRefused } from './list-refused';
import type { SecretDoings } from './secret-menu';
import type { Reveal } from './use-reveal';
import { useSecretCount, useSecretList } from './use-secrets';
import type { VaultView } from '../use-vault-view';
import { VaultEmpty } from './vault-empty';

const SecretTable = dynamic(() => import('./secret-table').then((module) => module.SecretTable), {
  ssr: false,
  loading: () => <SkeletonRows rows={8} label="Loading secrets" />,
});

interface SecretListProps {
  readonly scope: ScopeSummary;
  readonly listed: VaultView;
  /** Base address of the REST API, for the commands that are shown. */
  readonly origin: string;
  readonly doings: SecretDoings;
  readonly reveal: Reveal | null;
  readonly onRevealed: () => void;
  readonly onHidden: (key: string) => void;
  readonly onSeal: () => void;
}

/** The secrets of one scope as they load: rows to come, rows, none, or why they cannot be shown. */
export function SecretList(props: SecretListProps) {
  const { scope, listed, doings } = props;
  const list = useSecretList(scope, listed.view);
  const { first, view, total, items } = list;
  const all = useSecretCount(scope, view, total);
  const filtered = isFiltered(view);
  if (first.isSuccess && items.length === 0 && !filtered) {
    return (
      <VaultEmpty
        scope={scope}
        origin={props.origin}
        maySeal={doings.may.write}
        onSeal={props.onSeal}
      />
    );
  }
  const names = all === null ? '' : count(all, 'name');
  const isCounted = filtered && total !== null && first.isSuccess;
  const owner = items.find((item) => item.owner?.id === view.owner)?.owner;
  return (
    <>
      <FilterBar
        {...listed}
        counted={isCounted ? `${number(total)} of ${names}` : names}
        scopePath={scope.path}
      />
      <VaultFilterChips {...listed} ownerName={owner?.name} />
      <LiveRegion>{isCounted ? `${count(total, 'name')} found.` : names}</LiveRegion>
      <Rows {...props} list={list} />
    </>
  );
}

function Rows(props: SecretListProps & { readonly list: ReturnType<typeof useSecretList> }) {
  const { scope, listed, list } = props;
  const { first, view, total, items } = list;
  if (first.isPending) return <SkeletonRows rows={8} label="Loading secrets" />;
  if (first.isLoadingError) {
    return (
      <ListRefused
        scopePath={scope.path}
        error={first.error}
        onRetry={() => void first.refetch()}
      />
    );
  }
  if (items.length === 0) return <NoneFound name={scope.name} onClear={listed.clear} />;
  return (
    <SecretTable
      scope={scope}
      view={view}
      total={total}
      begun={items.length}
      doings={props.doings}
      reveal={props.reveal}
      onRevealed={props.onRevealed}
      onHidden={props.onHidden}
      onSort={listed.sort}
      onFilter={listed.filter}
    />
  );
}

function NoneFound({ name, onClear }: { readonly name: string; readonly onClear: () => void }) {
  const clear = () => {
    onClear();
    document.querySelector<HTMLElement>('[role="searchbox"]')?.focus();
  };
  return (
    <EmptyState ways={<Button onClick={clear}>Clear filter</Button>}>
      No name in {name} fits the filter.
    </EmptyState>
  );
}
