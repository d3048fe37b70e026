'use client';

import Link from 'next/link';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { ReadRefused } from '@/components/requests/read-refused';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { useSearch } from '@/components/ui/use-search';
import { secretRights } from '@/components/vault/secret-rights';
import { PlanReview } from './plan-review';
import type { TransferActions } from './transfer-actions';
import { transfersAddress } from './transfer-address';
import { TransferStanding } from './transfer-list';
import { TransferNotYours } from './transfer-not-yours';
import { TransferRun } from './transfer-run';
import { transferTitle } from './transfer-words';
import { useTransfer } from './use-transfers';

interface TransferPanelProps {
  readonly id: string;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly actions: TransferActions;
}

/** One transfer of the scope in the address: its plan, later how far it has come. */
export function TransferPanel({ id, scopes, grants, locked, actions }: TransferPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(scopes, grants, scope);
  if (!held.includes('secrets:write')) {
    return (
      <>
        <Head title="Transfer" scope={scope} />
        <TransferNotYours scope={scope} />
      </>
    );
  }
  const mayWrite = secretRights(held, locked).write;
  return <OfScope key={scope.id} {...{ scope, id, mayWrite, actions }} />;
}

interface OfScopeProps extends Pick<TransferPanelProps, 'id' | 'actions'> {
  readonly scope: ScopeSummary;
  readonly mayWrite: boolean;
}

function OfScope({ scope, id, mayWrite, actions }: OfScopeProps) {
  const read = useTransfer(scope, id);
  if (!read.data) {
    return (
      <>
        <Head title="Transfer" scope={scope} />
        {read.isError ? (
          <ReadRefused what="The transfer" error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <SkeletonRows rows={8} label="Loading the transfer" />
        )}
      </>
    );
  }
  const shared = { scope, transfer: read.data, mayWrite, actions };
  return (
    <>
      <Head title={transferTitle(read.data)} scope={scope} />
      <p className="mb-4 flex flex-wrap gap-x-4 gap-y-1">
        <TransferStanding transfer={read.data} />
        <span className="font-mono text-12 wrap-anywhere text-ink-muted">{scope.path}</span>
      </p>
      {read.data.state === 'planned' ? (
        <PlanReview {...shared} />
      ) : (
        <TransferRun {...shared} unreachable={read.isRefetchError} />
      )}
    </>
  );
}

function Head({ title, scope }: { readonly title: string; readonly scope: ScopeSummary }) {
  return (
    <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <h1 className="text-20 font-medium break-words">{title}</h1>
      <Link href={transfersAddress(scope.path)} className="text-accent underline">
        Transfers of {scope.name}
      </Link>
    </div>
  );
}
