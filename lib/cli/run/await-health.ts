// Whether a child is well after a restart: a command of the operator's says so.

import { setTimeout as pause } from 'node:timers/promises';
import { limitOf } from '@/lib/domain/limited';
import { endChild, startChild } from './child-process';
import type { Environment } from './child-process';

const AGAIN_MS = 1000;

export interface HealthCheck {
  /** For a shell; it has the environment of the child. */
  readonly command: string;
  readonly env: Environment;
  readonly limitMs: number;
}

/** Runs the command again and again until it ends with 0; false where it never did, or `signal` aborted. */
export async function awaitHealth(check: HealthCheck, signal: AbortSignal): Promise<boolean> {
  const limit = limitOf(check.limitMs, signal);
  try {
    while (!limit.signal.aborted) {
      if (await passes(check, limit.signal)) return !signal.aborted;
      await pause(AGAIN_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    }
    return false;
  } finally {
    limit.done();
  }
}

async function passes({ command, env }: HealthCheck, signal: AbortSignal): Promise<boolean> {
  const start = { command: 'sh', args: ['-c', command], env, ownGroup: true } as const;
  const child = await startChild({ ...start, stdio: 'ignore' }).catch(() => null);
  if (child === null) return false;
  const cut = () => void endChild(child, 0);
  signal.addEventListener('abort', cut, { once: true });
  if (signal.aborted) cut();
  const { exitCode } = await child.ended;
  signal.removeEventListener('abort', cut);
  await endChild(child, 0);
  return exitCode === 0;
}
