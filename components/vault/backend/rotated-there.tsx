import type { BackendSchedule } from '@/lib/domain/backend';
import { TimeAgo } from '@/components/ui/time-ago';

/** When a backend itself rotates a value, in one line. */
export function RotatedThere({ schedule }: { readonly schedule: BackendSchedule }) {
  const { enabled, everyDays, lastAt, nextAt } = schedule;
  return (
    <>
      {enabled ? `${every(everyDays)}, by its backend` : 'not by its backend'}
      {lastAt ? (
        <>
          {' '}
          · last <TimeAgo instant={lastAt} />
        </>
      ) : null}
      {enabled && nextAt ? (
        <>
          {' '}
          · next <TimeAgo instant={nextAt} />
        </>
      ) : null}
    </>
  );
}

function every(days: number | null): string {
  if (days === null) return 'on a schedule';
  return days === 1 ? 'every day' : `every ${days} days`;
}
