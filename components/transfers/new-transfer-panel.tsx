'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { useSearch } from '@/components/ui/use-search';
import { useServingConnectors } from '@/components/vault/backend/use-place';
import { secretRights } from '@/components/vault/secret-rights';
import { NewTransferForm } from './new-transfer-form';
import type { TransferActions } from './transfer-actions';
import { transfersAddress } from './transfer-address';
import { TransferNotYours } from './transfer-not-yours';

interface NewTransferPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly plan: TransferActions['plan'];
}

/** What is to be transferred, into or out of the scope in the address; planned, and nothing more. */
export function NewTransferPanel({ scopes, grants, locked, plan }: NewTransferPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(scopes, grants, scope);
  const may = secretRights(held, locked);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="text-20 font-medium">Transfer secrets of {scope.name}</h1>
        <Link href={transfersAddress(scope.path)} className="text-accent underline">
          Transfers so far
        </Link>
      </div>
      {locked ? (
        <p className="py-4">
          <Status tone="due">The console is locked: nothing can be transferred now.</Status>
        </p>
      ) : null}
      {held.includes('secrets:write') ? null : <TransferNotYours scope={scope} />}
      {may.write ? (
        <WithConnectors
          key={scope.id}
          scope={scope}
          mayDelete={may.delete}
          mayManage={held.includes('backends:manage')}
          plan={plan}
        />
      ) : null}
    </>
  );
}

interface WithConnectorsProps {
  readonly scope: ScopeSummary;
  readonly mayDelete: boolean;
  readonly mayManage: boolean;
  readonly plan: TransferActions['plan'];
}

function WithConnectors({ scope, mayDelete, mayManage, plan }: WithConnectorsProps) {
  const read = useServingConnectors(scope);
  if (read.isPending) return <SkeletonRows rows={4} label="Loading connectors" />;
  if (read.isError) {
    return (
      <ReadRefused what="The connectors" error={read.error} onRetry={() => void read.refetch()} />
    );
  }
  if (read.data.length > 0) {
    return (
      <NewTransferForm scope={scope} connectors={read.data} mayDelete={mayDelete} plan={plan} />
    );
  }
  return (
    <EmptyState
      ways={
        mayManage ? (
          <Link
            href={`/backends?${new URLSearchParams({ scope: scope.path })}`}
            className={buttonClass()}
          >
            Add a connector
          </Link>
        ) : null
      }
      command={`keystow connectors add env mounted --scope ${scope.path} --set source=folder --set path=/run/secrets`}
    >
      Values are transferred between this console and a backend, and no connector serves{' '}
      <span className="font-medium">{scope.name}</span> yet.{' '}
      {mayManage ? null : (
        <>
          Whoever holds <code className="font-mono text-12">backends:manage</code> there can add
          one.
        </>
      )}
    </EmptyState>
  );
}
