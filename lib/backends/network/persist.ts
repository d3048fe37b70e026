// Asks a backend again where that may help, within the time that a question may take.

import { setTimeout as pause } from 'node:timers/promises';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { limited } from '@/lib/domain/limited';
import {
  CALL_MS_MAX,
  QUESTION_MS_MAX,
  REST_SECONDS_MAX,
  RETRIES_MAX,
  RETRY_AFTER_SECONDS_MAX,
} from './time-limits';

/** The pause before the first new call is up to this many milliseconds, and doubles (full jitter). */
const JITTER_MS = 250;

/**
 * What `call` gives, whose signal ends with its own time, that of the question and `stop`. Only
 * `unreachable` and `throttled` are asked again. Throws a `BackendFault`, or what `stop` was aborted with.
 */
export async function persist<T>(
  service: string,
  stop: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const endsAt = performance.now() + QUESTION_MS_MAX;
  for (let retries = 0; ; retries += 1) {
    stop.throwIfAborted();
    const left = Math.max(1, endsAt - performance.now());
    let late: AbortSignal | undefined;
    try {
      return await limited(Math.min(CALL_MS_MAX, left), stop, (signal) => call((late = signal)));
    } catch (error) {
      stop.throwIfAborted();
      const fault = late?.aborted ? unanswered(service) : error;
      const ms = pauseBefore(fault, retries);
      if (ms === null || performance.now() + ms >= endsAt) throw fault;
      await pause(ms, undefined, { signal: stop }).catch(() => stop.throwIfAborted());
    }
  }
}

function unanswered(service: string): BackendFault {
  return new BackendFault(
    'unreachable',
    `${service} did not answer within ${CALL_MS_MAX / 1000} seconds: see whether this console reaches it.`,
  );
}

/** In milliseconds; null: it is not asked again. */
function pauseBefore(error: unknown, retries: number): number | null {
  if (!(error instanceof BackendFault) || retries >= RETRIES_MAX) return null;
  if (error.code !== 'unreachable' && error.code !== 'throttled') return null;
  const asked = error.retryAfterSeconds ?? 0;
  if (asked > RETRY_AFTER_SECONDS_MAX) return null;
  return asked * 1000 + Math.random() * JITTER_MS * 2 ** retries;
}

/** Of a `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date; at most 900. Undefined where there is none. */
export function retryAfterSeconds(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Math.min(Number(header), REST_SECONDS_MAX);
  const at = Date.parse(header);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(0, Math.ceil((at - Date.now()) / 1000)), REST_SECONDS_MAX);
}
