'use client';

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { resolutionKey } from '@/lib/client/query-keys';
import { fetchMatrix } from '@/lib/client/resolution';
import type { RequirementList } from '@/lib/contracts/resolution';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { ReadRefused } from '@/components/requests/read-refused';
import { scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { count } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { FilterField } from '@/components/ui/filter-field';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { MatrixTable } from './matrix-table';
import { RequirementsForm } from './requirements-form';

interface MatrixPanelProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly setRequirements: FormTarget<RequirementList>;
}

/** Where each name is set around the scope in the address, and what of an app is missing. */
export function MatrixPanel(props: MatrixPanelProps) {
  const scope = scopeAt(props.scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(props.scopes, props.grants, scope);
  return (
    <>
      <h1 className="mb-1 text-20 font-medium">Names of {scope.name}</h1>
      <p className="mb-4 max-w-160 text-ink-muted">
        The narrowest scope wins: what is set further right is what a process gets.
      </p>
      {held.includes('secrets:list') ? (
        <ScopeMatrix
          key={scope.id}
          {...props}
          scope={scope}
          mayRequire={!props.locked && held.includes('secrets:write')}
        />
      ) : (
        <NamesNotYours scope={scope} />
      )}
    </>
  );
}

interface ScopeMatrixProps extends MatrixPanelProps {
  readonly scope: ScopeSummary;
  readonly mayRequire: boolean;
}

function ScopeMatrix({ scope, scopes, grants, locked, ...props }: ScopeMatrixProps) {
  const search = useSearch();
  const client = useQueryClient();
  const q = search.get('q') ?? '';
  const list = useInfiniteQuery({
    queryKey: [...resolutionKey(scope.path), 'matrix', q],
    queryFn: ({ pageParam, signal }) =>
      fetchMatrix({ scopePath: scope.path, kind: scope.kind, q, after: pageParam, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  if (list.isPending) return <SkeletonRows rows={8} label="Loading names" />;
  if (list.isError) {
    return <ReadRefused what="The names" error={list.error} onRetry={() => void list.refetch()} />;
  }
  const [{ columns, more, requirements }] = list.data.pages as [(typeof list.data.pages)[number]];
  const items = list.data.pages.flatMap((page) => page.items);
  const missing = requirements.filter(({ present, optional }) => !present && !optional);
  const mayWrite = ({ id }: { readonly id: string }) => {
    const place = scopes.find((one) => one.id === id);
    return !locked && !!place && permissionsAt(scopes, grants, place).includes('secrets:write');
  };
  return (
    <>
      <div className="mb-3">
        <FilterField
          filter={q}
          onFilter={(next) => search.replace({ q: next || null })}
          onLeave={() => undefined}
        />
      </div>
      {items.length + missing.length === 0 ? (
        <EmptyState>
          {q ? 'No name fits the filter.' : 'No name is set here or above yet.'}
        </EmptyState>
      ) : (
        <MatrixTable {...{ scope, columns, more, items, missing, mayWrite }} />
      )}
      <ListFoot shown={count(items.length, 'name')} more={list} />
      {scope.kind === 'app' && props.mayRequire ? (
        <div className="mt-6 max-w-160">
          <RequirementsForm
            key={requirements.map(({ key }) => key).join()}
            app={scope}
            requirements={requirements}
            action={props.setRequirements}
            onSaved={() => void client.invalidateQueries({ queryKey: resolutionKey() })}
          />
        </div>
      ) : null}
    </>
  );
}
