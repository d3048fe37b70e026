'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { ListRefused } from './list-refused';
import type { SecretDoings } from './secret-menu';
import { SecretTable } from './secret-table';
import { useSecrets } from './use-secrets';
import { VaultEmpty } from './vault-empty';

interface SecretListProps {
  readonly scope: ScopeSummary;
  readonly filter: string;
  /** Base address of the REST API, for the commands that are shown. */
  readonly origin: string;
  readonly doings: SecretDoings;
  readonly focusKey: string | null;
  readonly onFocused: () => void;
  readonly onClearFilter: () => void;
  readonly onSeal: () => void;
}

/** The secrets of one scope as they load: rows to come, rows, none, or why they cannot be shown. */
export function SecretList(props: SecretListProps) {
  const { scope, filter, doings } = props;
  const list = useSecrets(scope, filter);

  if (list.isPending) return <SkeletonRows rows={8} label="Loading secrets" />;
  if (list.isError) {
    return (
      <ListRefused scopePath={scope.path} error={list.error} onRetry={() => void list.refetch()} />
    );
  }

  const secrets = list.data.pages.flatMap((page) => page.items);
  if (secrets.length === 0 && filter === '') {
    return (
      <VaultEmpty
        scope={scope}
        origin={props.origin}
        locked={doings.locked}
        onSeal={props.onSeal}
      />
    );
  }
  if (secrets.length === 0) {
    return (
      <>
        <EmptyState ways={<Button onClick={props.onClearFilter}>Clear filter</Button>}>
          No name in {scope.name} contains <span className="font-mono">{filter}</span>.
        </EmptyState>
        <LiveRegion>No name matches.</LiveRegion>
      </>
    );
  }
  return (
    <>
      <SecretTable
        label={`Secrets of ${scope.name}`}
        secrets={secrets}
        doings={doings}
        focusKey={props.focusKey}
        onFocused={props.onFocused}
      />
      <LiveRegion>
        {secrets.length} {secrets.length === 1 ? 'secret' : 'secrets'} shown
        {list.hasNextPage ? ', there are more' : ''}.
      </LiveRegion>
      {list.hasNextPage ? (
        <div className="py-3">
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
