// Follows the changes of an app: server-sent events over fetch (HTML Living Standard, section 9.2).

import { setTimeout as pause } from 'node:timers/promises';
import type { ConsoleAddress } from '@/lib/client/console-client';
import { changesEvent } from '@/lib/contracts/worker';
import type { ChangesEvent } from '@/lib/contracts/worker';

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 30_000;
/** The console says something every 15 seconds; a line that is dead and does not know it says nothing. */
const SILENCE_MS = 45_000;
/** Of one event; ours has three numbers. */
const EVENT_CHARACTERS_MAX = 10_000;

export interface ChangesListener {
  readonly tell: (event: ChangesEvent) => void;
  /** A connection that had told something is gone. */
  readonly lost: () => void;
}

/**
 * Tells every event until `signal` aborts; comes back by itself after a break, later each time, at a random
 * moment so that not all runners come at once. Resolves when aborted; never rejects.
 */
export async function watchChanges(
  console: ConsoleAddress,
  app: string,
  { tell, lost }: ChangesListener,
  signal: AbortSignal,
): Promise<void> {
  let wait = RETRY_FIRST_MS;
  while (!signal.aborted) {
    let told = false;
    await follow(console, app, signal, (event) => {
      wait = RETRY_FIRST_MS;
      told = true;
      tell(event);
    }).catch(() => undefined);
    if (told && !signal.aborted) lost();
    await pause(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, RETRY_LAST_MS);
  }
}

async function follow(
  { url, token }: ConsoleAddress,
  app: string,
  signal: AbortSignal,
  tell: (event: ChangesEvent) => void,
): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  const timer = setTimeout(stop, SILENCE_MS);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answer = await fetch(`${url}/api/v1/apps/${encodeURIComponent(app)}/changes`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: over.signal,
    });
    if (!answer.ok || !answer.body) return void (await answer.body?.cancel());
    const reader = answer.body.getReader();
    // Fetch itself may have let go of its signal by then.
    over.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    if (over.signal.aborted) return void (await reader.cancel());
    const decoder = new TextDecoder();
    for (let text = ''; text.length <= EVENT_CHARACTERS_MAX;) {
      const { done, value } = await reader.read();
      if (done) return;
      timer.refresh();
      const more = decoder.decode(value, { stream: true });
      text = tellWhole((text + more).replaceAll('\r\n', '\n'), tell);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    over.abort();
  }
}

/** Returns what is not whole yet. */
function tellWhole(text: string, tell: (event: ChangesEvent) => void): string {
  const events = text.split('\n\n');
  const rest = events.pop() ?? '';
  for (const event of events) {
    const data = event
      .split('\n')
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trimStart())
      .join('\n');
    const read = data === '' ? null : changesEvent.safeParse(parsed(data));
    if (read?.success) tell(read.data);
  }
  return rest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
