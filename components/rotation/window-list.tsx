'use client';

import clsx from 'clsx';
import type { RotationWindow } from '@/lib/contracts/rotation';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Status, type Tone } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { windowOf } from './rotation-words';

interface WindowListProps {
  readonly label: string;
  readonly windows: readonly RotationWindow[];
  readonly locked: boolean;
  readonly onSign: (window: RotationWindow) => void;
  readonly onEnd: (window: RotationWindow) => void;
}

const STATE: Readonly<Record<RotationWindow['state'], { tone: Tone; word: string }>> = {
  asked: { tone: 'due', word: 'asked, not signed' },
  holds: { tone: 'fine', word: 'holds' },
  over: { tone: 'unknown', word: 'over' },
  ended: { tone: 'unknown', word: 'ended' },
};

/** Windows with who set, signed and ended each, and what the reader may do to it. */
export function WindowList({ label, windows, ...doings }: WindowListProps) {
  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <HeadCell>window</HeadCell>
          <HeadCell className="w-48">set on</HeadCell>
          <HeadCell className="w-48">state</HeadCell>
          <HeadCell>who and why</HeadCell>
          <HeadCell className="w-40">
            <span className="sr-only">next</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {windows.map((one) => (
          <Row key={one.id} window={one} {...doings} />
        ))}
      </TableBody>
    </Table>
  );
}

const quiet = 'text-ink-muted @max-2xl:text-12';

interface RowProps extends Omit<WindowListProps, 'label' | 'windows'> {
  readonly window: RotationWindow;
}

function Row({ window: one, locked, onSign, onEnd }: RowProps) {
  const { days, looser, scope, inherited, state, endsAt, maySign, mayEnd } = one;
  const what = `${count(days, 'day')} for ${windowOf(one)}`;
  return (
    <TableRow className="gap-x-3 @max-2xl:py-2">
      <Cell className="py-1.5 whitespace-normal @max-2xl:basis-full">
        <span className="font-medium">{what}</span>
        <span className="block text-12 text-ink-muted">{looser ? 'looser' : 'limit'}</span>
      </Cell>
      <Cell className={clsx(quiet, 'py-1.5 whitespace-normal')}>
        <span className="font-mono text-12 wrap-anywhere">{scope.path}</span>
        {inherited ? ' · above' : ''}
      </Cell>
      <Cell className="py-1.5 whitespace-normal">
        <Status tone={STATE[state].tone}>{STATE[state].word}</Status>
        {endsAt && (state === 'holds' || state === 'asked') ? (
          <span className="block text-12 text-ink-muted">
            ends <TimeAgo instant={endsAt} />
          </span>
        ) : null}
      </Cell>
      <Cell className="py-1.5 text-12 whitespace-normal text-ink-muted @max-2xl:basis-full">
        <History window={one} />
      </Cell>
      <Cell className="overflow-visible! text-right whitespace-nowrap print:hidden">
        <span className="inline-flex gap-1">
          {maySign && !locked ? (
            <Button aria-label={`Sign ${what}`} onClick={() => onSign(one)}>
              Sign…
            </Button>
          ) : null}
          {mayEnd && !locked ? (
            <Button tone="quiet" aria-label={`End ${what}`} onClick={() => onEnd(one)}>
              {state === 'asked' ? 'Take back…' : 'End…'}
            </Button>
          ) : null}
        </span>
      </Cell>
    </TableRow>
  );
}

function History({ window: one }: Pick<RowProps, 'window'>) {
  const { looser, state, reason, setBy, setAt, signedBy, signedAt, endedBy, endedAt } = one;
  return (
    <>
      {looser ? 'asked' : 'set'} by {setBy} <TimeAgo instant={setAt} />
      {signedAt ? (
        <>
          , signed by {signedBy} <TimeAgo instant={signedAt} />
        </>
      ) : null}
      {endedAt ? (
        <>
          , ended by {endedBy} <TimeAgo instant={endedAt} />
        </>
      ) : null}
      {state === 'asked' && !one.maySign ? '; waits for a second person to sign it' : null}
      {reason ? <span className="block text-ink">{reason}</span> : null}
    </>
  );
}
