// How something that must be replaced in time stands against its window: the words and bounds of the board.

import { DAY_MS } from './durations';
import { DUE_DAYS } from './secret-health';

/** Exactly one for each; `overdue` is also what has expired or is lost, `unlimited` what nothing limits. */
export const ROTATION_STATUSES = [
  'overdue',
  'due',
  'upcoming',
  'fine',
  'snoozed',
  'unlimited',
] as const;

export type RotationStatus = (typeof ROTATION_STATUSES)[number];

/** Why something is due when it is. */
export const DUE_CAUSES = ['age', 'expiry', 'lost'] as const;

export type DueCause = (typeof DUE_CAUSES)[number];

/** Until how many days ahead something is `due`, and `upcoming`. */
export { DUE_DAYS };
export const UPCOMING_DAYS = 90;

export const WINDOW_DAYS_MAX = 3650;

/** How long a looser window may hold, and how long something may be put off, at most. */
export const LOOSER_DAYS_MAX = 365;
export const SNOOZE_DAYS_MAX = 90;
/** How long one value may be put off, all times together. */
export const SNOOZE_DAYS_IN_ALL_MAX = 180;

export const REASON_LENGTH_MAX = 1000;

/** The status of what is due at `dueAt`; days are 24 hours, whatever a calendar says. */
export function statusOf(dueAt: Date | null, snoozed: boolean, now: Date): RotationStatus {
  if (dueAt === null) return 'unlimited';
  if (snoozed) return 'snoozed';
  const left = dueAt.getTime() - now.getTime();
  if (left <= 0) return 'overdue';
  if (left <= DUE_DAYS * DAY_MS) return 'due';
  return left <= UPCOMING_DAYS * DAY_MS ? 'upcoming' : 'fine';
}

/** When what has been as it is `since` reaches `days`. */
export function dueAfter(since: Date, days: number): Date {
  return new Date(since.getTime() + days * DAY_MS);
}

/** When a value must be replaced: at once where it is lost, else at the end of its window or its own. */
export function dueOf(value: {
  readonly since: Date;
  readonly windowDays: number | null;
  readonly expiresAt: Date | null;
  readonly lostAt: Date | null;
}): Date | null {
  const { since, windowDays, expiresAt, lostAt } = value;
  if (lostAt) return lostAt;
  const old = windowDays === null ? null : dueAfter(since, windowDays);
  if (!old || !expiresAt) return old ?? expiresAt;
  return old < expiresAt ? old : expiresAt;
}
