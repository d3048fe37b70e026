'use client';

import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { useMinute } from './use-minute';

/** How long ago an instant was, or in how long it will be, with the exact instant in UTC on hover. */
export function TimeAgo({ instant }: { readonly instant: string }) {
  const minute = useMinute();
  const date = new Date(instant);
  const now = new Date(minute * 60_000);
  const away = now.getTime() - date.getTime();
  // The minute that is shown may have begun after the instant.
  const fresh = away < 60_000 && away > -60_000;
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
