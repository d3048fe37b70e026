// Reminders of what is due: their stages, and when one that was not taken is tried again.

/** In the order in which they come about one version of a secret. */
export const REMINDER_STAGES = ['due', 'overdue', 'escalated'] as const;

export type ReminderStage = (typeof REMINDER_STAGES)[number];

/** How long before the due instant the first one goes out. */
export const REMIND_DAYS = 14;
/** How long after the due instant those who manage the scope are told. */
export const ESCALATE_DAYS = 7;

/** Seconds from each failure to the next attempt, before jitter; after the last it is dead. */
const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 86_400] as const;

export const REMINDER_ATTEMPTS_MAX = RETRY_SECONDS.length + 1;

/**
 * Seconds until the next attempt after `attempts` that failed, or null where it is given up. `share` is
 * from 0 to 1, by chance: what failed together is not tried again together. It adds at most a fifth.
 */
export function retryAfter(attempts: number, share: number): number | null {
  const base = RETRY_SECONDS[attempts - 1];
  return base === undefined ? null : base * (1 + share / 5);
}

/** A status by which a receiver says that nothing is to be posted there any more. */
export const GONE = 'status_410';
/** The signing secret does not open. */
export const UNREADABLE = 'unreadable';

/** Why nothing is posted to a webhook until somebody has mended it and tested it. */
export function isOutOfService(failure: string | null): boolean {
  return failure === GONE || failure === UNREADABLE;
}
