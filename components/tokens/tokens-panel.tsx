'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { CreatedToken, MadeToken, TokenSummary } from '@/lib/contracts/token';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { scopeAt } from '@/components/scopes/scope-tree';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { FormTarget } from '@/components/ui/form';
import { handedOver, handover } from '@/components/ui/handover';
import { useSearch } from '@/components/ui/use-search';
import { CreateTokenSheet } from './create-token-sheet';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { RevokeTokenDialog } from './revoke-token-dialog';
import { RotateTokenDialog } from './rotate-token-dialog';
import { TokenList } from './token-list';
import { TokenShown } from './token-shown';
import { useRefreshTokens } from './use-tokens';

const TokenReachSheet = dynamic(() =>
  import('./token-reach-sheet').then((module) => module.TokenReachSheet),
);

interface TokensPanelProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly origin: string;
  readonly locked: boolean;
  readonly createToken: FormTarget<CreatedToken>;
  readonly rotateToken: FormTarget<CreatedToken>;
  readonly revokeToken: FormTarget<unknown>;
}

type Asked =
  | { readonly what: 'create' }
  | { readonly what: 'reach' | 'rotate' | 'revoke'; readonly token: TokenSummary }
  | { readonly what: 'shown'; readonly token: MadeToken };

/** The machine tokens of the scope in the address and of those below it. */
export function TokensPanel(props: TokensPanelProps) {
  const { scopes, grants, locked, origin } = props;
  const search = useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shownOnce] = useState(handover);
  const refresh = useRefreshTokens();

  const scope = scopeAt(scopes, search.get('scope'));
  if (!scope) return <p className="py-8">There is no scope you may see.</p>;

  const mayMake = !locked && permissionsAt(scopes, grants, scope).includes('tokens:manage');
  const close = () => setAsked(null);
  const onMade = (token: MadeToken) => {
    setAsked({ what: 'shown', token });
    refresh();
  };
  const withoutText = (target: FormTarget<CreatedToken>): FormTarget<MadeToken> =>
    handedOver(target, shownOnce, ({ token, ...summary }) => [token, summary]);
  const make = (
    <Button tone="primary" onClick={() => setAsked({ what: 'create' })}>
      Make token
    </Button>
  );

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Tokens</h1>
        {mayMake ? make : null}
      </div>
      <TokenList
        key={scope.id}
        scope={scope}
        doings={{
          locked,
          onReach: (token) => setAsked({ what: 'reach', token }),
          onRotate: (token) => setAsked({ what: 'rotate', token }),
          onRevoke: (token) => setAsked({ what: 'revoke', token }),
        }}
        empty={
          <EmptyState
            ways={mayMake ? make : null}
            command={`curl -H "Authorization: Bearer $KEYSTOW_TOKEN" ${origin}/api/v1/scopes`}
          >
            Tokens belong here: one for each program that seals secrets or starts with them, limited
            to what it needs.
          </EmptyState>
        }
      />
      {asked?.what === 'create' ? (
        <CreateTokenSheet
          scopes={scopes}
          grants={grants}
          scope={scope}
          action={withoutText(props.createToken)}
          onClose={close}
          onMade={onMade}
        />
      ) : null}
      {asked?.what === 'reach' ? <TokenReachSheet token={asked.token} onClose={close} /> : null}
      {asked?.what === 'rotate' ? (
        <RotateTokenDialog
          token={asked.token}
          action={withoutText(props.rotateToken)}
          onClose={close}
          onMade={onMade}
        />
      ) : null}
      {asked?.what === 'revoke' ? (
        <RevokeTokenDialog
          token={asked.token}
          action={props.revokeToken}
          onClose={close}
          onRevoked={() => {
            close();
            refresh();
          }}
        />
      ) : null}
      {asked?.what === 'shown' ? (
        <TokenShown
          key={asked.token.id}
          token={asked.token}
          take={shownOnce.take}
          onClose={close}
        />
      ) : null}
    </>
  );
}
