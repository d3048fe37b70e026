// Where sign-in leads: to the page that was asked for, as far as it is one of this console.

import 'server-only';
import { safeDestination } from '@/lib/domain/safe-destination';

/** Where one arrives when nothing else was asked for. */
const START = '/vault';

/** The address to go to after signing in, from the `next` of sign-in's own address. */
export function destinationOf(next: string | string[] | undefined): string {
  return (typeof next === 'string' ? safeDestination(next) : null) ?? START;
}

/** Sign-in's address for a visitor who asked for `address`; short where that is the start anyway. */
export function signInAddress(address: string | null): string {
  const asked = safeDestination(address);
  return asked === null || asked === START
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(asked)}`;
}
