import clsx from 'clsx';
import type { RotationItem } from '@/lib/contracts/rotation';
import type { RotationStatus } from '@/lib/domain/rotation';
import { drawBar, TICKS, TODAY, type Stretch } from './time-axis';

const SPENT: Readonly<Record<RotationStatus, string>> = {
  overdue: 'bg-edge',
  due: 'bg-due',
  upcoming: 'bg-edge',
  fine: 'bg-edge',
  snoozed: 'bg-unknown',
  unlimited: 'bg-line',
};

interface TimeBarProps {
  readonly item: Pick<RotationItem, 'since' | 'dueAt' | 'status'>;
  /** By the clock that judged it. */
  readonly now: Date;
}

/** From birth to due on the axis that all rows share, with today's line; the row says the same in words. */
export function TimeBar({ item, now }: TimeBarProps) {
  const { since, dueAt, status } = item;
  const bar = drawBar(new Date(since), dueAt === null ? null : new Date(dueAt), now);
  const place = ({ from, to }: Stretch) => ({ left: `${from}%`, width: `${to - from}%` });
  const piece = 'absolute top-1/2 h-2 -translate-y-1/2';
  return (
    <span aria-hidden="true" className="absolute inset-0 block overflow-hidden @2xl:right-4">
      {dueAt === null ? null : (
        <span
          className={clsx(
            piece,
            'border border-edge',
            bar.cutLeft && 'border-l-0',
            bar.cutRight && 'border-r-0',
          )}
          style={place(bar.whole)}
        />
      )}
      <span className={clsx(piece, SPENT[status])} style={place(bar.spent)} />
      {bar.over && dueAt !== null ? (
        <span className={clsx(piece, 'min-w-1 bg-danger')} style={place(bar.over)} />
      ) : null}
      <TodayLine />
    </span>
  );
}

function TodayLine() {
  return <span className="absolute inset-y-0 w-px bg-ink" style={{ left: `${TODAY}%` }} />;
}

/** What the places on the axis are called. */
export function AxisTicks() {
  return (
    <span aria-hidden="true" className="relative block h-4">
      {TICKS.map(({ at, label }) => (
        <span
          key={label}
          className={clsx(
            'absolute -translate-x-1/2 whitespace-nowrap',
            at === TODAY && 'font-medium text-ink',
          )}
          style={{ left: `${at}%` }}
        >
          {label}
        </span>
      ))}
    </span>
  );
}
