'use client';

import { Ellipsis } from 'lucide-react';
import type { BriefSummary } from '@/lib/contracts/brief';
import { buttonClass } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { BRIEF_STATES } from './brief-state';

export interface BriefDoings {
  /** May be made, reissued and revoked here now. */
  readonly may: boolean;
  readonly onOpen: (brief: BriefSummary) => void;
  readonly onReissue: (brief: BriefSummary) => void;
  readonly onRevoke: (brief: BriefSummary) => void;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

export function BriefRow(props: { readonly brief: BriefSummary; readonly doings: BriefDoings }) {
  const { brief, doings } = props;
  const { status, secretRefs, worker } = brief;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="@max-2xl:min-w-0 @max-2xl:grow @max-2xl:basis-[calc(100%-4rem)] @max-2xl:self-center @max-2xl:py-1.5">
        <button
          type="button"
          data-brief={brief.id}
          title={brief.title}
          onClick={() => doings.onOpen(brief)}
          className="max-w-full truncate text-left font-medium hover:underline"
        >
          {brief.title}
        </button>
      </Cell>
      <Cell className={`${quiet} font-mono text-12`}>
        <span title={secretRefs.join(', ')}>{secretRefs.join(', ') || 'no secrets'}</span>
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">made </span>
        <span title={brief.createdBy}>
          <TimeAgo instant={brief.createdAt} /> · {brief.createdBy}
        </span>
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">ends </span>
        <TimeAgo instant={brief.expiresAt} />
      </Cell>
      <Cell className={`${quiet} ${worker ? '' : '@max-2xl:hidden'}`}>
        {worker ? (
          <span title={`${worker.command} on ${worker.host}`}>
            {worker.command} on {worker.host}
          </span>
        ) : (
          '–'
        )}
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <Status tone={BRIEF_STATES[status].tone}>{status}</Status>
      </Cell>
      <Cell className="overflow-visible text-right @max-2xl:ml-auto">
        {doings.may ? <BriefMenu brief={brief} doings={doings} /> : null}
      </Cell>
    </TableRow>
  );
}

function BriefMenu({ brief, doings }: Parameters<typeof BriefRow>[0]) {
  const reissue = {
    key: 'reissue',
    label: 'New callback token…',
    onSelect: () => doings.onReissue(brief),
  };
  const revoke = {
    key: 'revoke',
    label: 'Revoke…',
    danger: true,
    onSelect: () => doings.onRevoke(brief),
  };
  const sections = [
    { key: 'safe', entries: brief.mayReissue ? [reissue] : [] },
    { key: 'danger', entries: brief.revokedAt === null ? [revoke] : [] },
  ].filter(({ entries }) => entries.length > 0);
  if (sections.length === 0) return null;
  return (
    <MenuButton
      label={`Actions for ${brief.title}`}
      align="end"
      sections={sections}
      className={buttonClass({ tone: 'quiet', square: true })}
    >
      <Ellipsis size={16} aria-hidden="true" />
    </MenuButton>
  );
}
