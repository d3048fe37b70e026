'use client';

import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { LeakCase } from '@/lib/contracts/leak';
import { TimeAgo } from '@/components/ui/time-ago';
import { LeakClock } from './leak-clock';
import { minutesBetween, spanWords } from './span-words';

/** The case on one line: since when it was exposed, opened, contained or not yet, closed. */
export function LeakTimeline({ leak }: { readonly leak: LeakCase }) {
  const { exposedSince, openedAt, containedAt, closedAt, run } = leak;
  return (
    <ol
      aria-label="Course of the case"
      className="mb-6 flex border-y border-line py-3 max-sm:flex-col"
    >
      {exposedSince ? (
        <Point name="Exposed since" reached="danger" to={openedAt} from={exposedSince}>
          <TimeAgo instant={exposedSince} />
        </Point>
      ) : null}
      <Point name="Opened" reached="danger">
        <TimeAgo instant={openedAt} />
      </Point>
      {run?.revokedAt ? (
        <Point name="Revoked" reached="fine" from={openedAt} to={run.revokedAt} after>
          <TimeAgo instant={run.revokedAt} />
        </Point>
      ) : null}
      <Point
        name={containedAt ? 'Contained' : 'Not contained'}
        reached={containedAt ? 'fine' : null}
      >
        <LeakClock openedAt={openedAt} containedAt={containedAt} />
      </Point>
      <Point name={closedAt ? 'Closed' : 'Not closed'} reached={closedAt ? 'fine' : null} last>
        {closedAt ? <TimeAgo instant={closedAt} /> : 'open'}
      </Point>
    </ol>
  );
}

interface PointProps {
  readonly name: string;
  readonly reached: 'fine' | 'danger' | null;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The span is what led to it, rather than what followed. */
  readonly after?: boolean | undefined;
  readonly last?: boolean | undefined;
  readonly children: ReactNode;
}

const FILL = { fine: 'bg-fine border-fine', danger: 'bg-danger border-danger' } as const;

function Point({ name, reached, from, to, after, last = false, children }: PointProps) {
  const span = from && to ? spanWords(minutesBetween(from, Date.parse(to))) : null;
  return (
    <li className={clsx('relative min-w-0 max-sm:flex max-sm:gap-3 max-sm:pb-3', !last && 'grow')}>
      <span aria-hidden="true" className="flex items-center max-sm:flex-col max-sm:pt-1">
        <span
          className={clsx(
            'size-2.5 shrink-0 rounded-full border-2',
            reached ? FILL[reached] : 'border-dashed border-unknown',
          )}
        />
        {last ? null : <span className="grow bg-edge max-sm:w-px sm:h-px" />}
      </span>
      <span className="block min-w-0 sm:mt-1 sm:pr-4">
        <span className="block text-12 text-ink-muted">
          {name}
          {span ? (after ? ` after ${span}` : `, ${span} before`) : null}
        </span>
        <span className="block">{children}</span>
      </span>
    </li>
  );
}
