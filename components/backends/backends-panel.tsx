'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Connector } from '@/lib/contracts/connector';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { lineageOf, scopeAt } from '@/components/scopes/scope-tree';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { BackendsEmpty } from './backends-empty';
import { BackendsTabs } from './backends-tabs';
import type { ConnectorActions } from './connector-actions';
import { ConnectorList } from './connector-list';
import { useConnectors, useRefreshConnectors } from './use-connectors';

const ConnectorSheet = dynamic(() =>
  import('./connector-sheet').then((module) => module.ConnectorSheet),
);
const ConnectorFormSheet = dynamic(() =>
  import('./connector-form-sheet').then((module) => module.ConnectorFormSheet),
);
const DeleteConnectorDialog = dynamic(() =>
  import('./delete-connector-dialog').then((module) => module.DeleteConnectorDialog),
);

interface BackendsPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: ConnectorActions;
}

/** The connectors that serve the scope in the address, and those below it. */
export function BackendsPanel(props: BackendsPanelProps) {
  const scope = scopeAt(props.scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  return <OfScope key={scope.id} {...props} scope={scope} />;
}

type Asked =
  { readonly what: 'add' } | { readonly what: 'change' | 'delete'; readonly connector: Connector };

function OfScope(props: BackendsPanelProps & { readonly scope: ScopeSummary }) {
  const { scopes, grants, locked, actions, scope } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useConnectors(scope);
  const refresh = useRefreshConnectors();

  const mayAt = (at: ScopeSummary | undefined) =>
    !locked && at !== undefined && permissionsAt(scopes, grants, at).includes('backends:manage');
  /** A connector serves its scope and those below it: here, or where it is itself. */
  const importsTo = ({ scope: own, approved }: Connector) => {
    const at = scopes.find(({ id }) => id === own.id);
    const to = at && lineageOf(scopes, scope).includes(at) ? scope : at;
    if (locked || !to || approved === null) return null;
    return permissionsAt(scopes, grants, to).includes('secrets:write') ? to.path : null;
  };
  const connectors = list.data?.pages.flatMap((page) => page.items) ?? [];
  const opened = connectors.find(({ id }) => id === search.get('connector'));
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh();
  };
  const add = mayAt(scope) ? (
    <Button tone="primary" onClick={() => setAsked({ what: 'add' })}>
      Add connector
    </Button>
  ) : null;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Backends</h1>
        {add}
      </div>
      <BackendsTabs current="/backends" />
      {list.isPending ? <SkeletonRows rows={5} label="Loading connectors" /> : null}
      {list.isError ? (
        <ReadRefused what="The connectors" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data ? (
        <ConnectorList
          scope={scope}
          connectors={connectors}
          more={list}
          importsTo={importsTo}
          onOpen={({ id }) => search.push({ connector: id })}
          empty={<BackendsEmpty ways={add} locked={locked} scope={scope} />}
        />
      ) : null}
      {opened && asked === null ? (
        <ConnectorSheet
          connector={opened}
          mayManage={mayAt(scopes.find(({ id }) => id === opened.scope.id))}
          mayApprove={mayAt(scopes.find(({ kind }) => kind === 'organization'))}
          actions={actions}
          onChange={() => setAsked({ what: 'change', connector: opened })}
          onDelete={() => setAsked({ what: 'delete', connector: opened })}
          onDone={refresh}
          onClose={() => search.push({ connector: null })}
        />
      ) : null}
      {asked?.what === 'add' || asked?.what === 'change' ? (
        <ConnectorFormSheet
          scope={scope}
          changed={asked.what === 'change' ? asked.connector : undefined}
          actions={actions}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {asked?.what === 'delete' ? (
        <DeleteConnectorDialog
          connector={asked.connector}
          action={actions.remove}
          onClose={close}
          onDeleted={() => {
            search.push({ connector: null });
            done();
          }}
        />
      ) : null}
    </>
  );
}
