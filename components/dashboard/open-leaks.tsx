'use client';

import Link from 'next/link';
import type { OpenLeaks } from '@/lib/contracts/open-work';
import { number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { LeakClock } from '@/components/leaks/leak-clock';

/** Leak cases that are open, those first that are not contained. */
export function OpenLeakLines({ leaks: { total, items } }: { readonly leaks: OpenLeaks }) {
  if (total === 0) return <p className="text-ink-muted">No leak case is open.</p>;
  return (
    <>
      <ul>
        {items.map(({ id, key, scope, openedAt, containedAt, assignee, mine }) => (
          <li
            key={id}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line py-2"
          >
            <span className="min-w-0 grow basis-52">
              <Link
                href={`/leaks/${id}`}
                className="font-mono font-medium wrap-anywhere text-accent underline"
              >
                {key}
              </Link>{' '}
              <span className="text-ink-muted">
                in <span className="font-mono wrap-anywhere">{scope.path}</span>
              </span>
            </span>
            <LeakClock openedAt={openedAt} containedAt={containedAt} />
            <span className="text-ink-muted">
              {mine ? 'yours' : (assignee ?? 'nobody has it')}, opened{' '}
              <TimeAgo instant={openedAt} />
            </span>
          </li>
        ))}
      </ul>
      {total > items.length ? (
        <p className="border-t border-line pt-2">
          <Status tone="due">{number(total - items.length)} more are open.</Status>
        </p>
      ) : null}
    </>
  );
}
