'use client';

import { count } from '@/components/ui/count';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';
import { DAY_MS } from '@/lib/domain/durations';

/** When something is or was due, in days: windows are said in days too. The exact instant in UTC on hover. */
export function DueTime({ instant }: { readonly instant: string }) {
  const away = Date.parse(instant) - useMinute() * 60_000;
  if (Math.abs(away) < DAY_MS) return <TimeAgo instant={instant} />;
  const days = away / DAY_MS;
  return (
    <time
      dateTime={instant}
      title={`${instant.slice(0, 19).replace('T', ' ')} UTC`}
      suppressHydrationWarning
    >
      {days > 0 ? `in ${count(Math.ceil(days), 'day')}` : `${count(Math.floor(-days), 'day')} ago`}
    </time>
  );
}
