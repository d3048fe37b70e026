'use client';

import { Ellipsis } from 'lucide-react';
import type { TokenSummary } from '@/lib/contracts/token';
import { buttonClass } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';
import { tokenState } from './token-state';

export interface TokenDoings {
  readonly locked: boolean;
  readonly onReach: (token: TokenSummary) => void;
  readonly onRotate: (token: TokenSummary) => void;
  readonly onRevoke: (token: TokenSummary) => void;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

/** One machine token: all but its text. */
export function TokenRow({
  token,
  doings,
}: {
  readonly token: TokenSummary;
  readonly doings: TokenDoings;
}) {
  const state = tokenState(token, useMinute() * 60_000);
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="font-medium @max-2xl:min-w-0 @max-2xl:grow @max-2xl:basis-[calc(100%-4rem)] @max-2xl:self-center @max-2xl:py-1.5">
        <span title={token.name}>{token.name}</span>
      </Cell>
      <Cell className={`${quiet} font-mono text-12`}>
        <span title={token.scope.path}>{token.scope.path}</span>
      </Cell>
      <Cell className={`${quiet} font-mono text-12 whitespace-normal @2xl:py-1.5`}>
        <Permissions all={token.permissions} />
        {token.namePatterns.length > 0 ? (
          <span className="block">only {token.namePatterns.join(', ')}</span>
        ) : null}
      </Cell>
      <Cell className={quiet}>
        <span title={token.createdBy}>{token.createdBy}</span>
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">last used </span>
        {token.lastUsedAt ? <TimeAgo instant={token.lastUsedAt} /> : 'never'}
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">ends </span>
        {token.expiresAt ? <TimeAgo instant={token.expiresAt} /> : 'never'}
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <Status tone={state.tone}>{state.word}</Status>
      </Cell>
      <Cell className="overflow-visible text-right @max-2xl:ml-auto">
        {state.live ? <TokenMenu token={token} doings={doings} /> : null}
      </Cell>
    </TableRow>
  );
}

const PERMISSIONS_SHOWN = 3;

/** The first of them; the others where they are asked for. */
function Permissions({ all }: { readonly all: readonly string[] }) {
  const more = all.slice(PERMISSIONS_SHOWN);
  if (more.length < 2) return all.join(', ');
  return (
    <>
      {all.slice(0, PERMISSIONS_SHOWN).join(', ')}
      <details className="group">
        <summary className="w-fit rounded-sm pointer-coarse:py-1 text-accent underline marker:content-none [&::-webkit-details-marker]:hidden">
          <span className="group-open:hidden">and {more.length} more</span>
          <span className="not-group-open:hidden">fewer</span>
        </summary>
        {more.join(', ')}
      </details>
    </>
  );
}

function TokenMenu({
  token,
  doings,
}: {
  readonly token: TokenSummary;
  readonly doings: TokenDoings;
}) {
  const { locked } = doings;
  const reach = { key: 'reach', label: 'What it reaches', onSelect: () => doings.onReach(token) };
  const rotate = { key: 'rotate', label: 'Rotate…', onSelect: () => doings.onRotate(token) };
  const revoke = {
    key: 'revoke',
    label: 'Revoke…',
    danger: true,
    onSelect: () => doings.onRevoke(token),
  };
  return (
    <MenuButton
      label={`Actions for ${token.name}`}
      align="end"
      sections={[
        { key: 'safe', entries: locked || token.replacedBy !== null ? [reach] : [reach, rotate] },
        { key: 'danger', entries: locked ? [] : [revoke] },
      ]}
      className={buttonClass({ tone: 'quiet', square: true })}
    >
      <Ellipsis size={16} aria-hidden="true" />
    </MenuButton>
  );
}
