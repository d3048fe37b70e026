// What the first child is started with: a console that is not there yet is waited for.

import { setTimeout as pause } from 'node:timers/promises';
import { RequestRefused } from '@/lib/client/request-refused';
import { prepareLaunch } from './prepare-launch';
import type { PreparedLaunch } from './prepare-launch';
import type { RunWanted } from './run-wanted';

const AGAIN_FIRST_MS = 500;
const AGAIN_LAST_MS = 5000;
/** Too many at once, and not ready yet. */
const LATER = [429, 503];

/** As `prepareLaunch`; an abort of `signal` ends the wait, and rejects. */
export async function firstLaunch(wanted: RunWanted, signal: AbortSignal): Promise<PreparedLaunch> {
  const deadline = performance.now() + wanted.waitMs;
  for (let tried = 0; ; tried += 1) {
    try {
      return await prepareLaunch(wanted, null, signal);
    } catch (error) {
      const left = deadline - performance.now();
      if (!mayComeBack(error) || left <= 0 || signal.aborted) throw error;
      if (tried === 0) {
        const text = `The console does not answer yet: it is tried for ${Math.ceil(wanted.waitMs / 1000)} seconds.`;
        wanted.voice.warn('waiting', text);
      }
      const wait = Math.min(AGAIN_FIRST_MS * 2 ** tried, AGAIN_LAST_MS) * (0.5 + Math.random() / 2);
      await pause(Math.min(wait, left), undefined, { signal });
    }
  }
}

function mayComeBack(error: unknown): boolean {
  if (!(error instanceof RequestRefused)) return false;
  return error.code === 'unreachable' || LATER.includes(error.status ?? 0);
}
