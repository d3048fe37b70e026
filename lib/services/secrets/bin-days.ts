// How long the bin keeps what is put into it.

import 'server-only';
import { DAY_MS } from '@/lib/domain/durations';

/** Days of 24 hours, whatever the calendar or the time zone does meanwhile. */
export const BIN_DAYS = 30;

/** When what was deleted at that instant is purged. */
export function purgeTime(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + BIN_DAYS * DAY_MS);
}
