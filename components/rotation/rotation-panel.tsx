'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { RotationItem } from '@/lib/contracts/rotation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { NamesNotYours } from '@/components/scopes/names-not-yours';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { buttonClass } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { useSearch } from '@/components/ui/use-search';
import type { RotationActions } from './rotation-actions';
import { RotationBoard } from './rotation-board';
import { RotationTabs } from './rotation-tabs';
import type { RotationAct, RowRights } from './row-acts';

const RowDialogs = dynamic(() => import('./row-dialogs').then((module) => module.RowDialogs));
const WindowsPanel = dynamic(() => import('./windows-panel').then((module) => module.WindowsPanel));
const RemindersPanel = dynamic(() =>
  import('./reminders/reminders-panel').then((module) => module.RemindersPanel),
);

interface RotationPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  readonly putSecret: FormTarget<SecretSummary>;
  readonly actions: RotationActions;
}

const VIEWS = ['windows', 'reminders'] as const;

/** What must be replaced in time at and below the scope in the address, and how old it may get there. */
export function RotationPanel(props: RotationPanelProps) {
  const { scopes, grants } = props;
  const scope = scopeAt(scopes, useSearch().get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  return (
    <>
      <h1 className="mb-2 text-20 font-medium">Rotation</h1>
      {permissionsAt(scopes, grants, scope).includes('secrets:list') ? (
        <OfScope key={scope.id} {...props} scope={scope} />
      ) : (
        <NamesNotYours scope={scope} />
      )}
    </>
  );
}

function OfScope(props: RotationPanelProps & { readonly scope: ScopeSummary }) {
  const { scopes, grants, locked, actions, scope } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<{ act: RotationAct; item: RotationItem } | null>(null);
  const heldOn = (id: string) => {
    const at = scopes.find((one) => one.id === id);
    return at ? permissionsAt(scopes, grants, at) : [];
  };
  /** Keys of the console are listed for those alone who may look after them. */
  const rightsOn = ({ subject, scope: at }: RotationItem): RowRights => ({
    replace: !locked && subject === null && heldOn(at.id).includes('secrets:write'),
    run: !locked && (subject !== null || heldOn(at.id).includes('rotation:run')),
  });
  const here = permissionsAt(scopes, grants, scope);
  const reminders = here.includes('integrations:manage');
  const asks = VIEWS.find((one) => one === search.get('view')) ?? 'board';
  const view = asks === 'reminders' && !reminders ? 'board' : asks;
  return (
    <>
      <RotationTabs current={view} scopePath={scope.path} reminders={reminders} />
      {view === 'windows' ? (
        <WindowsPanel
          scope={scope}
          maySet={here.includes('rotation:run')}
          locked={locked}
          actions={actions}
        />
      ) : null}
      {view === 'reminders' ? (
        <RemindersPanel scope={scope} locked={locked} actions={actions.reminders} />
      ) : null}
      {view === 'board' ? (
        <RotationBoard
          scope={scope}
          doings={{ rightsOn, onAct: (act, item) => setAsked({ act, item }) }}
          empty={<NothingYet scope={scope} maySeal={!locked && here.includes('secrets:write')} />}
        />
      ) : null}
      {asked ? (
        <RowDialogs
          {...asked}
          actions={actions}
          putSecret={props.putSecret}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}

function NothingYet({
  scope,
  maySeal,
}: {
  readonly scope: ScopeSummary;
  readonly maySeal: boolean;
}) {
  const at = `?scope=${encodeURIComponent(scope.path)}`;
  return (
    <EmptyState
      ways={
        maySeal ? (
          <Link href={`/vault${at}&do=seal`} className={buttonClass({ tone: 'primary' })}>
            Seal a secret
          </Link>
        ) : null
      }
      command={`keystow rotation list --scope ${scope.path}`}
    >
      What must be replaced in time stands here, what is due first coming first: each secret by the
      age that its type, its own field or a window of its scope allows.
    </EmptyState>
  );
}
