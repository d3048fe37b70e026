'use client';

import type { ReactNode } from 'react';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { Bar } from '@/components/keys/facts/bar';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Fold } from '@/components/ui/fold';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { LINK_STATE } from './intake-link-state';

interface IntakeLinkEntryProps {
  readonly link: IntakeLinkSummary;
  /** Left out while nothing may be changed. */
  readonly onRevoke: ((link: IntakeLinkSummary) => void) | undefined;
}

/** More than these are folded away. */
const ITEMS_SHOWN = 5;

/** One link: for whom, how far it has come, and what it asks for. */
export function IntakeLinkEntry({ link, onRevoke }: IntakeLinkEntryProps) {
  const { label, asked, answered, items } = link;
  const state = LINK_STATE[link.state];
  const list = <Items items={items} />;
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="min-w-0 text-15 font-medium wrap-anywhere">{label}</h2>
        <span className="flex items-center gap-4">
          <Status tone={state.tone}>{state.word}</Status>
          {link.state === 'open' && onRevoke ? (
            <Button aria-label={`Revoke the link for ${label}`} onClick={() => onRevoke(link)}>
              Revoke…
            </Button>
          ) : null}
        </span>
      </div>
      <div className="mt-2 flex max-w-120 items-center gap-3">
        <Bar
          share={asked === 0 ? 1 : answered / asked}
          tone={link.state === 'complete' ? 'fine' : 'calm'}
          label={`Values entered by ${label}`}
        />
        <span className="shrink-0 tabular-nums">
          {answered} of {asked} entered
        </span>
      </div>
      <p className="mt-2 text-12 text-ink-muted">
        <Ending link={link} /> Made by {link.createdBy} <TimeAgo instant={link.createdAt} />.
      </p>
      <div className="mt-2">
        {items.length > ITEMS_SHOWN ? (
          <Fold summary={count(items.length, 'value')} fields={[]}>
            {list}
          </Fold>
        ) : (
          list
        )}
      </div>
    </li>
  );
}

function Ending({ link }: { readonly link: IntakeLinkSummary }): ReactNode {
  if (link.state === 'complete') return 'Nothing is left to enter.';
  const { revokedAt, expiresAt } = link;
  if (revokedAt !== null) {
    return (
      <>
        Revoked <TimeAgo instant={revokedAt} />.
      </>
    );
  }
  return (
    <>
      {link.state === 'open' ? 'Ends' : 'Ended'} <TimeAgo instant={expiresAt} />.
    </>
  );
}

function Items({ items }: Pick<IntakeLinkSummary, 'items'>) {
  return (
    <ul className="space-y-1">
      {items.map(({ id, key, path, answeredAt, version }, index) => (
        <li key={id ?? index} className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-mono wrap-anywhere">{key ?? 'a name you may not see'}</span>
          <span className="font-mono text-12 wrap-anywhere text-ink-muted">{path}</span>
          {answeredAt === null ? (
            <Status tone="unknown">not entered</Status>
          ) : (
            <span>
              <Status tone="fine">version {version}</Status> <TimeAgo instant={answeredAt} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
