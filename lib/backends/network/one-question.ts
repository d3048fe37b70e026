// A question that takes several calls, and ends in the time that one may take.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { limitOf } from '@/lib/domain/limited';
import { QUESTION_MS_MAX } from './time-limits';

/**
 * `work` with a signal that ends with `stop`, or after 15 s, which is `unreachable` then. Rejects with the
 * reason of `stop` where that came.
 */
export async function oneQuestion<T>(
  service: string,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  stop.throwIfAborted();
  const { signal, done } = limitOf(QUESTION_MS_MAX, stop);
  try {
    const answer = await work(signal);
    stop.throwIfAborted();
    return answer;
  } catch (error) {
    stop.throwIfAborted();
    throw faultInTime(service, signal, error);
  } finally {
    done();
  }
}

/** What `error` means of one call among many, where the time of all may have ended it. */
export function faultInTime(service: string, signal: AbortSignal, error: unknown): unknown {
  if (error instanceof BackendFault || !signal.aborted) return error;
  return new BackendFault(
    'unreachable',
    `${service} did not answer within ${QUESTION_MS_MAX / 1000} seconds: see whether it is well.`,
  );
}
