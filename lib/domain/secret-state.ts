// In what state a listed secret is: one word of a closed list, the same for filters and for rows.

import { DAY_MS } from './durations';

export const SECRET_STATES = [
  'current',
  'expiring',
  'expired',
  'alias',
  'lost',
  'no_value',
] as const;
export type SecretState = (typeof SECRET_STATES)[number];

/** From how many days before its end a value counts as expiring. */
export const EXPIRING_DAYS = 14;

interface Dated {
  readonly version: number | null;
  /** ISO 8601, or null where it does not end. */
  readonly expiresAt: string | null;
  readonly aliasOf: object | null;
  /** Since when the value cannot be opened; null where it can. */
  readonly lostAt: string | null;
}

/** Exactly one of the states: an alias is that whatever else, `current` is what none of the others is. */
export function secretState(secret: Dated, now: Date): SecretState {
  const { version, expiresAt, aliasOf, lostAt } = secret;
  if (aliasOf !== null) return 'alias';
  if (lostAt !== null) return 'lost';
  if (version === null) return 'no_value';
  if (expiresAt === null) return 'current';
  const left = Date.parse(expiresAt) - now.getTime();
  if (left <= 0) return 'expired';
  return left <= EXPIRING_DAYS * DAY_MS ? 'expiring' : 'current';
}

/** The end of the time in which values count as expiring at `now`. */
export function expiringUntil(now: Date): Date {
  return new Date(now.getTime() + EXPIRING_DAYS * DAY_MS);
}
