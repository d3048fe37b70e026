'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ManagedSecretList } from '@/lib/contracts/managed-secret';
import { BackendsTabs } from '@/components/backends/backends-tabs';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import type { ManagedActions } from './managed-actions';
import { ManagedTable } from './managed-table';
import { useManaged, useRefreshManaged } from './use-managed';

const ManagedSheet = dynamic(() => import('./managed-sheet').then((module) => module.ManagedSheet));
const AddManagedSheet = dynamic(() =>
  import('./add-managed-sheet').then((module) => module.AddManagedSheet),
);

const PROVIDERS: Readonly<Record<ManagedSecretList['provider'], string>> = {
  env: 'They come from the environment of the console, its .env files and mounted files.',
  aws: 'What is no variable and no file comes from AWS Secrets Manager.',
  gcp: 'What is no variable and no file comes from Google Secret Manager.',
};

interface ManagedPanelProps {
  readonly locked: boolean;
  readonly actions: ManagedActions;
}

/** The secrets that the console itself is configured with; the vault holds those of others. */
export function ManagedPanel({ locked, actions }: ManagedPanelProps) {
  const search = useSearch();
  const list = useManaged();
  const refresh = useRefreshManaged();
  const [adding, setAdding] = useState(false);
  const items = list.data?.items ?? [];
  const opened = items.find(({ name }) => name === search.get('secret'));
  const open = (name: string) => search.push({ secret: name });
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Console secrets</h1>
        {locked ? null : <Button onClick={() => setAdding(true)}>Add entry</Button>}
      </div>
      <BackendsTabs current="/backends/managed" />
      <p className="mb-5 max-w-176 text-ink-muted">
        What this console itself is configured with. No value is shown here or kept.
        {list.data ? ` ${PROVIDERS[list.data.provider]}` : null}
      </p>
      {list.isPending ? <SkeletonRows rows={8} label="Loading console secrets" /> : null}
      {list.isError ? (
        <ReadRefused
          what="The console secrets"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {items.length > 0 ? (
        <>
          <ManagedTable
            label="Secrets that are set"
            secrets={items.filter(({ present, fault }) => present || fault !== null)}
            onOpen={open}
          />
          <h2 className="mt-9 mb-2 text-15 font-medium">Not set</h2>
          <ManagedTable
            label="Secrets that are not set"
            unset
            secrets={items.filter(({ present, fault }) => !present && fault === null)}
            onOpen={open}
          />
        </>
      ) : null}
      {opened ? (
        <ManagedSheet
          key={opened.name}
          secret={opened}
          locked={locked}
          actions={actions}
          onDone={refresh}
          onClose={() => search.push({ secret: null })}
        />
      ) : null}
      {adding ? (
        <AddManagedSheet
          action={actions.add}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}
