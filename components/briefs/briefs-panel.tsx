'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { BriefSummary } from '@/lib/contracts/brief';
import type { IssuedCallback } from '@/lib/contracts/brief-form';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { scopeAt } from '@/components/scopes/scope-tree';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { useSearch } from '@/components/ui/use-search';
import { AppChoice } from './app-choice';
import { BriefList } from './brief-list';
import type { WithoutToken } from './make-brief-sheet';
import { useRefreshBriefs } from './use-briefs';

const MakeBriefSheet = dynamic(() =>
  import('./make-brief-sheet').then((module) => module.MakeBriefSheet),
);
const BriefSheet = dynamic(() => import('./brief-sheet').then((module) => module.BriefSheet));
const CallbackShown = dynamic(() =>
  import('./callback-shown').then((module) => module.CallbackShown),
);
const RevokeBriefDialog = dynamic(() =>
  import('./brief-dialogs').then((module) => module.RevokeBriefDialog),
);
const ReissueDialog = dynamic(() =>
  import('./brief-dialogs').then((module) => module.ReissueDialog),
);

interface BriefsPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly origin: string;
  /** What runs pin; empty while the console is locked. */
  readonly serverKey: string;
  readonly locked: boolean;
  readonly create: FormTarget<IssuedCallback>;
  readonly reissue: FormTarget<IssuedCallback>;
  readonly revoke: FormTarget<unknown>;
}

type Asked =
  | { readonly what: 'make' }
  | { readonly what: 'reissue' | 'revoke'; readonly brief: BriefSummary }
  | { readonly what: 'shown'; readonly brief: WithoutToken };

/** The briefs of the app in the address. */
export function BriefsPanel(props: BriefsPanelProps) {
  const { scopes, grants, origin, locked } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shownOnce] = useState(handover);
  const refresh = useRefreshBriefs();

  const scope = scopeAt(scopes, search.get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;
  if (scope.kind !== 'app') {
    return <AppChoice scope={scope} scopes={scopes} grants={grants} locked={locked} />;
  }
  const may = !locked && permissionsAt(scopes, grants, scope).includes('briefs:create');
  const opened = search.get('brief');
  const close = () => setAsked(null);
  const onIssued = (brief: WithoutToken) => {
    setAsked({ what: 'shown', brief });
    refresh();
  };
  const withoutToken = (target: FormTarget<IssuedCallback>): FormTarget<WithoutToken> =>
    handedOver(target, shownOnce, ({ callbackToken, ...rest }) => [callbackToken, rest]);
  const make = (
    <Button tone="primary" onClick={() => setAsked({ what: 'make' })}>
      Make brief
    </Button>
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Briefs</h1>
        {may ? make : null}
      </div>
      <BriefList
        key={scope.id}
        app={scope}
        doings={{
          may,
          onOpen: (brief) => search.push({ brief: brief.id }),
          onReissue: (brief) => setAsked({ what: 'reissue', brief }),
          onRevoke: (brief) => setAsked({ what: 'revoke', brief }),
        }}
        empty={
          <EmptyState
            ways={may ? make : null}
            command={`keystow briefs create --app ${scope.path} --title "Sum the invoices" --secret STRIPE_KEY`}
          >
            Briefs belong here: each is one task for one run, with the names of the secrets it needs
            and none of their values.
            {may || locked ? null : (
              <>
                {' '}
                Whoever holds <code className="font-mono text-12">briefs:create</code> here can make
                one.
              </>
            )}
          </EmptyState>
        }
      />
      {opened ? <BriefSheet id={opened} onClose={() => search.push({ brief: null })} /> : null}
      {asked?.what === 'make' ? (
        <MakeBriefSheet
          app={scope}
          action={withoutToken(props.create)}
          onClose={close}
          onMade={onIssued}
        />
      ) : null}
      {asked?.what === 'reissue' ? (
        <ReissueDialog
          brief={asked.brief}
          action={withoutToken(props.reissue)}
          onClose={close}
          onDone={onIssued}
        />
      ) : null}
      {asked?.what === 'revoke' ? (
        <RevokeBriefDialog
          brief={asked.brief}
          action={props.revoke}
          onClose={close}
          onDone={() => {
            close();
            refresh();
          }}
        />
      ) : null}
      {asked?.what === 'shown' ? (
        <CallbackShown
          brief={asked.brief}
          origin={origin}
          serverKey={props.serverKey}
          take={shownOnce.take}
          onClose={close}
        />
      ) : null}
    </>
  );
}
