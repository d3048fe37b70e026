// What a runner tells the console of a delivery once: that it has it, and how its process ended.

import { setTimeout as pause } from 'node:timers/promises';
import type { ConsoleCall } from '@/lib/client/console-client';
import { RequestRefused } from '@/lib/client/request-refused';
import type { HeartbeatInput } from '@/lib/contracts/worker';
import { limited } from '@/lib/domain/limited';
import type { Ended } from './exit-code';

const TRIES = 5;
const ANSWER_MS = 10_000;
const AGAIN_FIRST_MS = 1000;
/** Whoever waits for the exit code does not wait for the console. */
const LAST_WORD_MS = 2000;

/** Tries a few times while the console is away; never rejects. */
export async function acknowledge(
  call: ConsoleCall,
  delivery: string,
  signal: AbortSignal,
): Promise<void> {
  for (let tried = 0; tried < TRIES && !signal.aborted; tried += 1) {
    try {
      const path = `/deliveries/${delivery}/ack`;
      return await limited(ANSWER_MS, signal, (limit) => call('POST', path, undefined, limit));
    } catch (error) {
      if (error instanceof RequestRefused && error.code !== 'unreachable') return;
    }
    await pause(AGAIN_FIRST_MS * 2 ** tried, undefined, { signal }).catch(() => undefined);
  }
}

/** Once, within two seconds; never rejects. `failed`: it came back from a restart, and was not well yet. */
export async function sayLastWord(
  call: ConsoleCall,
  delivery: string,
  { exitCode, signal }: Ended,
  failed: boolean,
): Promise<void> {
  const word = {
    state: 'ended',
    ...(exitCode === null ? {} : { exitCode }),
    ...(signal === null ? {} : { signal }),
    ...(failed ? { restartFailed: 'ended' } : {}),
  } satisfies HeartbeatInput;
  const path = `/deliveries/${delivery}/heartbeat`;
  const say = (limit: AbortSignal) => call('POST', path, word, limit);
  await limited(LAST_WORD_MS, undefined, say).catch(() => undefined);
}
