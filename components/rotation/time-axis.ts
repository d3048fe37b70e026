// The one axis of time on which all bars of the board are drawn: half a year back, 13 weeks ahead.

import { DAY_MS } from '@/lib/domain/durations';

/** As far ahead as the outlook counts. */
export const AHEAD_DAYS = 91;
export const BACK_DAYS = 180;

/** In percent of the width, from the left. */
export const TODAY = (BACK_DAYS / (BACK_DAYS + AHEAD_DAYS)) * 100;

export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

export const TICKS: readonly AxisTick[] = [-120, -60, 0, 60].map((days) => ({
  at: ((BACK_DAYS + days) / (BACK_DAYS + AHEAD_DAYS)) * 100,
  label: days === 0 ? 'today' : days < 0 ? `${-days} d ago` : `in ${days} d`,
}));

/** Where on the axis an instant is, in percent; below 0 and above 100 it is beyond its ends. */
export function positionOf(instant: Date, now: Date): number {
  const days = (instant.getTime() - now.getTime()) / DAY_MS;
  return ((BACK_DAYS + days) / (BACK_DAYS + AHEAD_DAYS)) * 100;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface DrawnBar {
  /** From its value's birth to when it is due, or to today where it never is. */
  readonly whole: Stretch;
  /** What of that is over. */
  readonly spent: Stretch;
  /** From when it was due until today; null while it is not. */
  readonly over: Stretch | null;
  /** The bar goes on beyond that end of the axis. */
  readonly cutLeft: boolean;
  readonly cutRight: boolean;
}

/** A bar to scale, as much of it as the axis has room for. */
export function drawBar(since: Date, dueAt: Date | null, now: Date): DrawnBar {
  const [begun, due] = [positionOf(since, now), positionOf(dueAt ?? now, now)];
  const stretch = (from: number, to: number): Stretch => ({
    from: onAxis(from),
    to: Math.max(onAxis(to), onAxis(from)),
  });
  return {
    whole: stretch(begun, due),
    spent: stretch(begun, Math.min(due, TODAY)),
    over: due < TODAY ? stretch(Math.max(due, begun), TODAY) : null,
    cutLeft: begun < 0,
    cutRight: due > 100,
  };
}

function onAxis(at: number): number {
  return Math.min(Math.max(at, 0), 100);
}
