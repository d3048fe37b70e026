'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Instance } from '@/lib/contracts/instance';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { BackendsTabs } from '@/components/backends/backends-tabs';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import type { InstanceActions } from './instance-actions';
import { InstanceKeysNotice } from './instance-keys-notice';
import { InstanceList } from './instance-list';
import { InstancesEmpty } from './instances-empty';
import { useInstances, useRefreshInstances } from './use-instances';

const InstanceSheet = dynamic(() =>
  import('./instance-sheet').then((module) => module.InstanceSheet),
);
const InstanceFormSheet = dynamic(() =>
  import('./instance-form-sheet').then((module) => module.InstanceFormSheet),
);
const DeleteInstanceDialog = dynamic(() =>
  import('./delete-instance-dialog').then((module) => module.DeleteInstanceDialog),
);

interface InstancesPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: InstanceActions;
}

type Asked =
  { readonly what: 'add' } | { readonly what: 'change' | 'delete'; readonly instance: Instance };

/** The database connections of the organization. */
export function InstancesPanel({ scopes, grants, locked, actions }: InstancesPanelProps) {
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const organization = scopes.find(({ kind }) => kind === 'organization');
  const may =
    organization !== undefined &&
    permissionsAt(scopes, grants, organization).includes('backends:manage');
  const list = useInstances(may);
  const refresh = useRefreshInstances();

  const instances = list.data?.pages.flatMap((page) => page.items) ?? [];
  const keys = list.data?.pages.at(-1)?.keys;
  const opened = instances.find(({ id }) => id === search.get('database'));
  const close = () => setAsked(null);
  const done = () => {
    close();
    refresh();
  };
  const add =
    may && !locked ? (
      <Button tone="primary" onClick={() => setAsked({ what: 'add' })}>
        Add database
      </Button>
    ) : null;
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Databases</h1>
        {add}
      </div>
      <BackendsTabs current="/backends/databases" />
      {may ? null : (
        <p className="py-8">
          Database connections belong to the whole organization: whoever holds{' '}
          <code className="font-mono text-12">backends:manage</code> on it sees them here.
        </p>
      )}
      {keys ? (
        <InstanceKeysNotice
          keys={keys}
          reencrypt={locked ? null : actions.reencrypt}
          onDone={refresh}
        />
      ) : null}
      {may && list.isPending ? <SkeletonRows rows={5} label="Loading databases" /> : null}
      {list.isError ? (
        <ReadRefused what="The databases" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data ? (
        <InstanceList
          instances={instances}
          more={list}
          onOpen={({ id }) => search.push({ database: id })}
          empty={<InstancesEmpty ways={add} />}
        />
      ) : null}
      {opened && asked === null ? (
        <InstanceSheet
          instance={opened}
          mayManage={!locked}
          test={actions.test}
          onChange={() => setAsked({ what: 'change', instance: opened })}
          onDelete={() => setAsked({ what: 'delete', instance: opened })}
          onDone={refresh}
          onClose={() => search.push({ database: null })}
        />
      ) : null}
      {asked?.what === 'add' || asked?.what === 'change' ? (
        <InstanceFormSheet
          changed={asked.what === 'change' ? asked.instance : undefined}
          actions={actions}
          onClose={close}
          onDone={done}
        />
      ) : null}
      {asked?.what === 'delete' ? (
        <DeleteInstanceDialog
          instance={asked.instance}
          action={actions.remove}
          onClose={close}
          onDeleted={() => {
            search.push({ database: null });
            done();
          }}
        />
      ) : null}
    </>
  );
}
