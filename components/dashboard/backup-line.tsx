'use client';

import type { BackupHealth } from '@/lib/contracts/console-health';
import { DAY_MS } from '@/lib/domain/durations';

interface BackupLineProps {
  readonly health: Pick<BackupHealth, 'newest' | 'nextAt' | 'drill'>;
  readonly now: Date;
}

/** The stretch that is drawn: what lies further away stands at its edge. */
const [BEFORE, AFTER] = [30, 7];
const SPAN = 200;

/** The last month and the coming week on one line: backups, the last drill, the next backup. The words stand beside it. */
export function BackupLine({ health: { newest, nextAt, drill }, now }: BackupLineProps) {
  const place = (instant: string) => {
    const days = (Date.parse(instant) - now.getTime()) / DAY_MS;
    return ((Math.min(Math.max(days, -BEFORE), AFTER) + BEFORE) / (BEFORE + AFTER)) * SPAN;
  };
  const today = (BEFORE / (BEFORE + AFTER)) * SPAN;
  return (
    <svg viewBox={`-4 0 ${SPAN + 8} 18`} aria-hidden="true" className="block w-full max-w-80">
      <line x1={0} x2={SPAN} y1={9} y2={9} className="stroke-line" strokeWidth={1.5} />
      <line x1={today} x2={today} y1={2} y2={16} className="stroke-edge" strokeWidth={1} />
      {nextAt ? (
        <circle
          cx={place(nextAt)}
          cy={9}
          r={3}
          className="fill-paper stroke-unknown"
          strokeDasharray="1.6 1.3"
        />
      ) : null}
      {newest.map(({ takenAt, how }) => (
        <circle
          key={takenAt}
          cx={place(takenAt)}
          cy={9}
          r={3}
          strokeWidth={1.3}
          className={how === 'confirmed' ? 'fill-paper stroke-fine' : 'fill-fine stroke-fine'}
        />
      ))}
      {drill ? (
        <path
          d={`M${place(drill.at) - 3.5} 1.5h7l-3.5 5z`}
          className={drill.passed ? 'fill-fine' : 'fill-danger'}
        />
      ) : null}
    </svg>
  );
}
