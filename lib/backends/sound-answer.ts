// What a backend said, before anything of it is noted or shown: within the bounds of its columns and of a text.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Outcome } from './backend';

const VERSION = /^[\u0020-\u007e]{1,128}$/;
const MESSAGE_MAX = 500;
const FIRST_MS = 0;
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

interface Said {
  readonly version: string | null;
  readonly at?: Date | null;
}

/** As it came. Throws `malformed` for a version that is no short printable ASCII, or a date beyond 1970 to 9999. */
export function soundAnswer<T extends Said>(said: T): T {
  const { version, at } = said;
  if (version !== null && (typeof version !== 'string' || !VERSION.test(version))) {
    throw new BackendFault('malformed', 'Its version is no text of 1 to 128 printable characters.');
  }
  // A date that is none is within nothing.
  if (at && !(at.getTime() >= FIRST_MS && at.getTime() <= LAST_MS)) {
    throw new BackendFault('malformed', 'The date of its version is not between 1970 and 9999.');
  }
  return said;
}

/** On one line of at most 500 characters, whatever names of the backend are in it. */
export function soundFault(fault: BackendFault): BackendFault {
  const { code, message, retryAfterSeconds } = fault;
  const told = message
    .replaceAll(/\p{C}+/gu, ' ')
    .slice(0, MESSAGE_MAX)
    .toWellFormed();
  return told === message ? fault : new BackendFault(code, told, retryAfterSeconds);
}

/** Of an error that none foresaw; it says nothing, since its own words may hold what was read. */
export function unforeseenFault(): BackendFault {
  return new BackendFault('malformed', 'Its answer could not be read: see the log of the console.');
}

/** What was fetched, or why not, as `soundAnswer` and `soundFault` leave it. */
export function soundOutcome<T extends Said>(outcome: Outcome<T>): Outcome<T> {
  try {
    if (outcome.ok) return { ok: true, got: soundAnswer(outcome.got) };
    return { ok: false, fault: soundFault(outcome.fault) };
  } catch (error) {
    if (error instanceof BackendFault) return { ok: false, fault: error };
    throw error;
  }
}
