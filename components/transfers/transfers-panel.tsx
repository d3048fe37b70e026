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
import { useSearch } from '@/components/ui/use-search';
import { vaultAddress } from '@/components/vault/bin/bin-address';
import { secretRights } from '@/components/vault/secret-rights';
import { newTransferAddress } from './transfer-address';
import { TransferList } from './transfer-list';
import { TransferNotYours } from './transfer-not-yours';
import { useTransfers } from './use-transfers';

interface TransfersPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
}

/** The transfers of the scope in the address (`?scope=`). */
export function TransfersPanel({ scopes, grants, locked }: TransfersPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const held = permissionsAt(scopes, grants, scope);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-20 font-medium">Transfers of {scope.name}</h1>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Link href={vaultAddress(scope.path)} className="text-accent underline">
            Back to the vault
          </Link>
          {secretRights(held, locked).write ? (
            <Link
              href={newTransferAddress(scope.path)}
              className={buttonClass({ tone: 'primary' })}
            >
              New transfer
            </Link>
          ) : null}
        </div>
      </div>
      {held.includes('secrets:write') ? (
        <OfScope key={scope.id} scope={scope} locked={locked} />
      ) : (
        <TransferNotYours scope={scope} />
      )}
    </>
  );
}

function OfScope({ scope, locked }: { readonly scope: ScopeSummary; readonly locked: boolean }) {
  const list = useTransfers(scope);
  if (list.isPending) return <SkeletonRows rows={4} label="Loading transfers" />;
  if (list.isError) {
    return (
      <ReadRefused what="The transfers" error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  const transfers = list.data.pages.flatMap((page) => page.items);
  if (transfers.length > 0) {
    return <TransferList scope={scope} transfers={transfers} more={list} />;
  }
  return (
    <EmptyState
      ways={
        locked ? null : (
          <>
            <Link
              href={newTransferAddress(scope.path, { mode: 'refer' })}
              className={buttonClass()}
            >
              Import from a backend
            </Link>
            <Link href={newTransferAddress(scope.path, { mode: 'move' })} className={buttonClass()}>
              Move to a backend
            </Link>
          </>
        )
      }
      command={`keystow secrets transfer --scope ${scope.path} --from CONNECTOR --to local --by reference --dry-run`}
    >
      Transfers belong here: many values at once, from a backend into{' '}
      <span className="font-medium">{scope.name}</span> by reference or by value, or from here to a
      backend. Each is planned first, and says of every row what would become of it; nothing is
      written before it is started.
    </EmptyState>
  );
}
