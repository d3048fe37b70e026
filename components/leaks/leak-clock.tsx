'use client';

import { Status } from '@/components/ui/status';
import { useMinute } from '@/components/ui/use-minute';
import { minutesBetween, spanWords } from './span-words';

interface LeakClockProps {
  readonly openedAt: string;
  readonly containedAt: string | null;
}

/** How long a case is uncontained, counted on; or how long containing it took. */
export function LeakClock({ openedAt, containedAt }: LeakClockProps) {
  const now = useMinute() * 60_000;
  if (containedAt === null) {
    return (
      <span suppressHydrationWarning>
        <Status tone="danger">uncontained for {spanWords(minutesBetween(openedAt, now))}</Status>
      </span>
    );
  }
  return (
    <Status tone="fine">
      contained in {spanWords(minutesBetween(openedAt, Date.parse(containedAt)))}
    </Status>
  );
}
