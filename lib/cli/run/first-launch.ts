// What the first child is started with: a console that is not there yet, or locked, is waited for.

import { setTimeout as pause } from 'node:timers/promises';
import { RequestRefused } from '@/lib/client/request-refused';
import { prepareLaunch } from './prepare-launch';
import type { PreparedLaunch } from './prepare-launch';
import type { RunWanted } from './run-wanted';

const AGAIN_FIRST_MS = 500;
const AGAIN_LAST_MS = 5000;
const LOCKED = 423;
/** Too many at once, and not ready yet. */
const LATER = [429, 503];

/** As `prepareLaunch`; an abort of `signal` ends the wait, and rejects. */
export async function firstLaunch(wanted: RunWanted, signal: AbortSignal): Promise<PreparedLaunch> {
  const deadline = performance.now() + wanted.waitMs;
  const told = new Set<string>();
  for (let tried = 0; ; tried += 1) {
    try {
      return await prepareLaunch(wanted, null, signal);
    } catch (error) {
      const why = whyLater(error);
      const left = deadline - performance.now();
      if (why === null || left <= 0 || signal.aborted) throw error;
      if (!told.has(why)) {
        wanted.voice.warn('waiting', `${why}: it is tried for ${Math.ceil(left / 1000)} seconds.`);
      }
      told.add(why);
      await pause(Math.min(pauseAfter(error, tried), left), undefined, { signal });
    }
  }
}

/** What is said of a console that may deliver later; null where trying again is of no use. */
function whyLater(error: unknown): string | null {
  if (!(error instanceof RequestRefused)) return null;
  if (error.status === LOCKED) return 'The console is locked and delivers nothing yet';
  if (error.code === 'unreachable') return 'The console does not answer yet';
  return LATER.includes(error.status ?? 0) ? 'The console asks to be tried later' : null;
}

/** In milliseconds; not all runners come back at the same moment. */
function pauseAfter(error: unknown, tried: number): number {
  const asked = error instanceof RequestRefused ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  const ours = Math.min(AGAIN_FIRST_MS * 2 ** tried, AGAIN_LAST_MS) * (0.5 + Math.random() / 2);
  return asked + ours;
}
