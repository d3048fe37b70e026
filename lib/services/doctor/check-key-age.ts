// Is the master key within its window?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { DAY_MS } from '@/lib/domain/durations';

/** Null while no key is in force. */
export function checkKeyAge(window: KeyOverview['window'], now: Date): DoctorCheck | null {
  if (!window) return null;
  const days = Math.floor((now.getTime() - Date.parse(window.since)) / DAY_MS);
  const message = `the master key is ${days} of ${window.days} days old`;
  return days >= window.days
    ? warning('key_age', message, 'Change it: the page /keys/rotate, or keystow keys stage.')
    : ok('key_age', message);
}
