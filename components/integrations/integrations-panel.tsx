'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Integration } from '@/lib/contracts/integration';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import type { IntegrationActions } from './integration-actions';
import { IntegrationList } from './integration-list';
import { IntegrationsEmpty } from './integrations-empty';
import { useIntegrations, useRefreshIntegrations } from './use-integrations';

const IntegrationSheet = dynamic(() =>
  import('./integration-sheet').then((module) => module.IntegrationSheet),
);
const IntegrationFormSheet = dynamic(() =>
  import('./integration-form-sheet').then((module) => module.IntegrationFormSheet),
);
const DeleteIntegrationDialog = dynamic(() =>
  import('./delete-integration-dialog').then((module) => module.DeleteIntegrationDialog),
);

interface IntegrationsPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: IntegrationActions;
}

/** The integrations that apply to the scope in the address. */
export function IntegrationsPanel(props: IntegrationsPanelProps) {
  const scope = scopeAt(props.scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  return <OfScope key={scope.id} {...props} scope={scope} />;
}

type Asked =
  | { readonly what: 'make' }
  | { readonly what: 'change' | 'delete'; readonly integration: Integration };

function OfScope(props: IntegrationsPanelProps & { readonly scope: ScopeSummary }) {
  const { scopes, grants, locked, actions, scope } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useIntegrations(scope);
  const refresh = useRefreshIntegrations();

  const may = (at: ScopeSummary, permission: 'integrations:manage' | 'secrets:write') =>
    !locked && permissionsAt(scopes, grants, at).includes(permission);
  const mayManage = may(scope, 'integrations:manage');
  const platform = scopes.find(({ kind }) => kind === 'organization');
  const integrations = list.data?.pages.flatMap((page) => page.items) ?? [];
  const opened = integrations.find(({ id }) => id === search.get('integration'));
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh();
  };
  const make = (
    <Button tone="primary" onClick={() => setAsked({ what: 'make' })}>
      Make integration
    </Button>
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Integrations</h1>
        {mayManage ? make : null}
      </div>
      {list.isPending ? <SkeletonRows rows={5} label="Loading integrations" /> : null}
      {list.isError ? (
        <ReadRefused
          what="The integrations"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {list.data ? (
        <IntegrationList
          scope={scope}
          integrations={integrations}
          more={list}
          onOpen={({ id }) => search.push({ integration: id })}
          empty={<IntegrationsEmpty ways={mayManage ? make : null} locked={locked} scope={scope} />}
        />
      ) : null}
      {opened && asked === null ? (
        <IntegrationSheet
          integration={opened}
          mayManage={mayManage && opened.scope.id === scope.id}
          maySeal={platform !== undefined && may(platform, 'secrets:write')}
          onChange={() => setAsked({ what: 'change', integration: opened })}
          onDelete={() => setAsked({ what: 'delete', integration: opened })}
          onClose={() => search.push({ integration: null })}
        />
      ) : null}
      {asked?.what === 'make' || asked?.what === 'change' ? (
        <IntegrationFormSheet
          scope={scope}
          changed={asked.what === 'change' ? asked.integration : undefined}
          actions={actions}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {asked?.what === 'delete' ? (
        <DeleteIntegrationDialog
          integration={asked.integration}
          action={actions.remove}
          onClose={close}
          onDeleted={() => {
            search.push({ integration: null });
            done();
          }}
        />
      ) : null}
    </>
  );
}
