'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { Status } from '@/components/ui/status';
import { NewRunForm } from './new-run-form';
import type { StartRun } from './run-actions';
import { runsAddress } from './run-address';

interface NewRunPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly start: StartRun;
}

/** What is to be rotated (`?secret=SCOPE.NAME`, any number), and why. */
export function NewRunPanel({ scopes, grants, locked, start }: NewRunPanelProps) {
  const parameters = useSearchParams();
  const scope = scopeAt(scopes, parameters.get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const mayRun = scopes.some((one) => permissionsAt(scopes, grants, one).includes('rotation:run'));
  return (
    <>
      <Link href={runsAddress(scope.path)} className="text-12 text-accent underline">
        Rotations
      </Link>
      <h1 className="mt-1 mb-2 text-20 font-medium">New rotation</h1>
      <p className="mb-4 max-w-176 text-ink-muted">
        A rotation leads through five steps: a new value beside the current one, staging,
        production, revocation of the old value, evidence. Until you promote the new value, nothing
        changes for anything that runs.
      </p>
      {locked ? (
        <p className="py-4">
          <Status tone="due">The console is locked: nothing can be rotated now.</Status>
        </p>
      ) : null}
      {mayRun ? null : (
        <p className="py-4">
          To rotate, you need <code className="font-mono text-12">rotation:run</code>. Whoever
          manages access can grant it.
        </p>
      )}
      {mayRun && !locked ? <NewRunForm scope={scope} start={start} /> : null}
    </>
  );
}
