// How old a master key is, against the age it may get.

import type { KeyOverview } from '@/lib/contracts/keys';
import { DAY_MS } from '@/lib/domain/durations';

const DUE_DAYS = 14;

export interface KeyAge {
  readonly days: number;
  readonly windowDays: number;
  /** Due two weeks before the window is over. */
  readonly tone: 'fine' | 'due' | 'danger';
  readonly words: string;
}

export function keyAge(window: NonNullable<KeyOverview['window']>, now: Date): KeyAge {
  const passed = Math.floor((now.getTime() - Date.parse(window.since)) / DAY_MS);
  const days = Math.max(passed, 0);
  const left = window.days - days;
  const age = { days, windowDays: window.days };
  if (left <= 0) return { ...age, tone: 'danger', words: `window over by ${-left} d` };
  if (left <= DUE_DAYS) return { ...age, tone: 'due', words: `due in ${left} d` };
  return { ...age, tone: 'fine', words: 'within its window' };
}
