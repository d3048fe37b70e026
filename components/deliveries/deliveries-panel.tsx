'use client';

import dynamic from 'next/dynamic';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { AskedRestart, DismissedWorkers } from '@/lib/contracts/worker';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import type { FormTarget } from '@/components/ui/form';
import { useSearch } from '@/components/ui/use-search';
import { Board } from './board';
import { DeliveriesEmpty } from './deliveries-empty';
import { RunList } from './run-list';

const RunSheet = dynamic(() => import('./run-sheet').then((module) => module.RunSheet));

interface DeliveriesPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly origin: string;
  readonly locked: boolean;
  readonly askRestart: FormTarget<AskedRestart>;
  readonly dismissWorkers: FormTarget<DismissedWorkers>;
}

/** Who runs what at the scope in the address, and the receipts of what was handed over there. */
export function DeliveriesPanel(props: DeliveriesPanelProps) {
  const { scopes, grants, origin, locked, askRestart, dismissWorkers } = props;
  const search = useSearch();
  const scope = scopeAt(scopes, search.get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  const run = search.get('run');
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Deliveries</h1>
      {permissionsAt(scopes, grants, scope).includes('secrets:list') ? (
        <>
          <Board
            key={scope.id}
            scope={scope}
            scopes={scopes}
            grants={grants}
            locked={locked}
            askRestart={askRestart}
            dismissWorkers={dismissWorkers}
            empty={
              <DeliveriesEmpty
                scope={scope}
                scopes={scopes}
                grants={grants}
                origin={origin}
                locked={locked}
              />
            }
          />
          <RunList key={`runs ${scope.id}`} scope={scope} />
        </>
      ) : (
        <NamesNotYours scope={scope} />
      )}
      {run ? <RunSheet id={run} onClose={() => search.replace({ run: null })} /> : null}
    </>
  );
}
