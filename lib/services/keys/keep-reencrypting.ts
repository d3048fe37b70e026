// Every node works an open re-encryption off on its own accord, also after a restart.

import 'server-only';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { log } from '../log';
import { runReencryption } from './reencrypt/run-reencryption';

const LOOK_SECONDS = 3;

/** Answers with a function that stops it between two batches and waits until it rests. */
export function keepReencrypting(installation: Installation): () => Promise<void> {
  const stop = new AbortController();
  let running: Promise<unknown> | null = null;
  const look = (): void => {
    if (running || !installation.keys.unlocked) return;
    running = runReencryption(systemContext(installation, 're-encryption'), {
      signal: stop.signal,
    })
      .catch((error: unknown) => {
        log.warn({ err: error }, 're-encryption rests after an error; it is tried again');
      })
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(look, LOOK_SECONDS * 1000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
