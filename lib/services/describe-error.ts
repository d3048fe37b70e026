// An error as the log may show it: its kind and where it happened, not what a library quotes in it.

import 'server-only';

const FRAMES_MAX = 12;
const CAUSES_MAX = 4;

export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: DescribedError;
}

/**
 * Name, code and stack frames of `error` and of what caused it. The message is left out: nobody
 * vouches for what a driver or parser repeats there.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const stack = (error.stack ?? '').replace(error.message, '');
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const cause = error.cause === undefined || depth === CAUSES_MAX ? null : error.cause;
  return {
    name: error.name,
    ...(code !== null && /^\w{1,64}$/.test(code) ? { code } : {}),
    frames: frames.slice(0, FRAMES_MAX).map((line) => line.trim()),
    ...(cause === null ? {} : { cause: describeError(cause, depth + 1) }),
  };
}
