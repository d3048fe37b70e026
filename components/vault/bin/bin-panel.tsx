'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { BinnedSecret } from '@/lib/contracts/bin';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import type { FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { useSearch } from '@/components/ui/use-search';
import { vaultAddress } from './bin-address';
import { secretRights, type SecretRights } from '../secret-rights';
import { BinList } from './bin-list';
import { useRestore } from './use-restore';
import { useRefreshSecrets } from '../list/use-secrets';

const PurgeDialog = dynamic(() => import('./purge-dialog').then((module) => module.PurgeDialog));

interface BinPanelProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly restore: FormTarget<SecretSummary>;
  readonly purge: FormTarget<unknown>;
}

/** What was deleted from the scope in the address (`?scope=`). */
export function BinPanel({ scopes, grants, locked, ...targets }: BinPanelProps) {
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const may = secretRights(permissionsAt(scopes, grants, scope), locked);
  return <ScopeBin key={scope.id} scope={scope} may={may} {...targets} />;
}

interface ScopeBinProps extends Pick<BinPanelProps, 'restore' | 'purge'> {
  readonly scope: ScopeSummary;
  readonly may: SecretRights;
}

function ScopeBin(props: ScopeBinProps) {
  const { scope, may, purge } = props;
  const [purging, setPurging] = useState<BinnedSecret | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const restore = useRestore(scope.path, props.restore);
  const refresh = useRefreshSecrets(scope);

  useEffect(() => {
    if (refusal !== null) alert.current?.focus();
  }, [refusal]);

  async function bringBack(entry: BinnedSecret) {
    setRefusal(null);
    const refused = await restore(entry);
    setRefusal(refused);
    if (refused === null) heading.current?.focus();
    refresh();
  }

  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 ref={heading} tabIndex={-1} className="text-20 font-medium outline-none">
          Bin of {scope.name}
        </h1>
        <Link href={vaultAddress(scope.path)} className="text-accent underline">
          Back to the vault
        </Link>
      </div>
      <p className="mt-1 mb-4 max-w-160 text-ink-muted">
        What is deleted from <span className="font-mono">{scope.path}</span> stays here for 30 days
        and can be restored with all its versions. After that its values are destroyed.
      </p>
      {refusal === null ? null : (
        <div ref={alert} role="alert" tabIndex={-1} className="mb-4 rounded-md bg-panel p-3">
          <Status tone="danger">{refusal}</Status>
        </div>
      )}
      <BinList
        scope={scope}
        may={may}
        onRestore={(entry) => void bringBack(entry)}
        onPurge={setPurging}
      />
      {purging ? (
        <PurgeDialog
          scope={scope}
          entry={purging}
          action={purge}
          finalFocus={() => heading.current}
          onClose={() => setPurging(null)}
          onPurged={() => {
            setPurging(null);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}
