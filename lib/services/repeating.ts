// Work that a node does again and again while it runs, one round after the other.

import 'server-only';

/**
 * Runs `round` every `everyMs`, never two at once; it must not throw. Answers with a function that stops
 * it, tells the round under way by its signal, and waits for that one.
 */
export function repeating(
  everyMs: number,
  round: (stop: AbortSignal) => Promise<void>,
): () => Promise<void> {
  const stop = new AbortController();
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => (stop.signal.aborted ? undefined : round(stop.signal)));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await running;
  };
}
