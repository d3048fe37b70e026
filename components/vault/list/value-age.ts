// How old a value is, against the age it may get.

import type { SecretSummary } from '@/lib/contracts/secret';
import { DAY_MS } from '@/lib/domain/durations';
import { EXPIRING_DAYS } from '@/lib/domain/secret-state';

export interface ValueAge {
  readonly days: number;
  /** How old it may get, in days; null where nothing says. */
  readonly windowDays: number | null;
  readonly tone: 'calm' | 'due' | 'danger';
}

/** Whole days since there is the current value; null where there is none. Due two weeks ahead. */
export function valueAge(
  { valueSince, windowDays }: Pick<SecretSummary, 'valueSince' | 'windowDays'>,
  now: Date,
): ValueAge | null {
  if (valueSince === null) return null;
  const age = Math.floor((now.getTime() - Date.parse(valueSince)) / DAY_MS);
  const days = Math.max(age, 0);
  return { days, windowDays, tone: windowDays === null ? 'calm' : toneOf(windowDays - days) };
}

function toneOf(left: number): ValueAge['tone'] {
  if (left <= 0) return 'danger';
  return left <= EXPIRING_DAYS ? 'due' : 'calm';
}
