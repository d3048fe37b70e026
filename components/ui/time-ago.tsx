'use client';

import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { useMinute } from './use-minute';

/** How long ago an instant was, with the exact instant in UTC on hover. */
export function TimeAgo({ instant }: { readonly instant: string }) {
  const minute = useMinute();
  const date = new Date(instant);
  const now = new Date(minute * 60_000);
  const fresh = now.getTime() - date.getTime() < 60_000;
  const exact = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return (
    // The server rendered its own minute; the browser's may be the next one.
    <time dateTime={date.toISOString()} title={exact} suppressHydrationWarning>
      {fresh
        ? 'just now'
        : formatDistanceStrict(date, now, { addSuffix: true, roundingMethod: 'floor' })}
    </time>
  );
}
