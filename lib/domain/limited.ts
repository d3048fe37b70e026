// Work that ends in time, or when it is called off.

/** A signal with an end of its own. `done` lets go of it. */
export interface Limit {
  readonly signal: AbortSignal;
  readonly done: () => void;
}

/**
 * Aborts after `ms` milliseconds or with `outer`. Not `AbortSignal.any`: in Node 20 what it makes can be
 * collected as garbage while somebody still waits for it, and then never aborts.
 */
export function limitOf(ms: number, outer: AbortSignal | undefined): Limit {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, ms);
  outer?.addEventListener('abort', stop, { once: true });
  if (outer?.aborted) stop();
  const done = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', stop);
  };
  return { signal: limit.signal, done };
}

/** As `work` settles; rejects when the limit comes first, whatever `work` makes of its signal. */
export async function limited<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, done } = limitOf(ms, outer);
  try {
    const late = new Promise<never>((_, reject) => {
      const stop = () => reject(new DOMException('It took too long.', 'AbortError'));
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
    });
    return await Promise.race([work(signal), late]);
  } finally {
    done();
  }
}
