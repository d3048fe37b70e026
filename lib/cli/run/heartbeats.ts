// Tells the console how the child is, now and then and whenever something happens, and hears what to do.

import { setTimeout as pause } from 'node:timers/promises';
import type { ConsoleCall } from '@/lib/client/console-client';
import { RequestRefused, unreachable } from '@/lib/client/request-refused';
import { heartbeatAnswer } from '@/lib/contracts/worker';
import type { HeartbeatAnswer, HeartbeatInput } from '@/lib/contracts/worker';
import { limited } from '@/lib/domain/limited';
import type { RunnerVoice } from './runner-voice';

const ANSWER_MS = 10_000;
const AGAIN_FIRST_MS = 1000;
const AGAIN_LAST_MS = 15_000;
/** After the console does not want to hear from us: a right may come back. */
const REFUSED_MS = 60_000;
/** While another worker has its turn. */
const WAIT_MS = 3000;
/** A console that errs neither makes its runners hurry nor fall silent. */
const INTERVAL_S_MAX = 300;

export interface Said {
  readonly delivery: string;
  readonly word: HeartbeatInput;
}

export interface HeartbeatsWanted {
  readonly call: ConsoleCall;
  readonly voice: RunnerVoice;
  /** What the child is called. */
  readonly child: string;
  /** What is to be said at this moment. */
  readonly say: () => Said;
  /** Of what was said last; not of a delivery that has been replaced meanwhile. */
  readonly hear: (answer: HeartbeatAnswer) => void;
}

export class Heartbeats {
  readonly #wanted: HeartbeatsWanted;
  #failures = 0;
  #refused = false;
  #wake = new AbortController();

  constructor(wanted: HeartbeatsWanted) {
    this.#wanted = wanted;
  }

  /** Speaks as soon as it can. */
  now(): void {
    this.#wake.abort();
  }

  /** Speaks within `spreadMs` milliseconds: many runners hear of a change at once, and do not all ask at once. */
  soon(spreadMs: number): void {
    setTimeout(() => this.now(), Math.random() * spreadMs).unref();
  }

  /** Until `signal` aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.now(), { once: true });
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const ms = await this.#beat(signal);
      if (signal.aborted) return;
      await pause(ms, undefined, { signal: this.#wake.signal }).catch(() => undefined);
    }
  }

  /** Resolves to how long to wait until the next, in milliseconds. */
  async #beat(signal: AbortSignal): Promise<number> {
    const { call, say, hear } = this.#wanted;
    const { delivery, word } = say();
    try {
      const path = `/deliveries/${delivery}/heartbeat`;
      const said = await limited(ANSWER_MS, signal, (limit) => call('POST', path, word, limit));
      const answer = heartbeatAnswer.safeParse(said);
      if (!answer.success) throw unreachable();
      this.#answered();
      if (say().delivery === delivery && !signal.aborted) hear(answer.data);
      const waits = answer.data.restart === 'wait';
      const seconds = Math.min(Math.max(answer.data.heartbeatSeconds, 1), INTERVAL_S_MAX);
      return (waits ? WAIT_MS : seconds * 1000) * (0.8 + Math.random() / 5);
    } catch (error) {
      return signal.aborted ? 0 : this.#failed(error);
    }
  }

  #answered(): void {
    const { voice } = this.#wanted;
    if (this.#failures > 0) voice.note('console_back', 'The console answers again.');
    this.#failures = 0;
    this.#refused = false;
  }

  #failed(error: unknown): number {
    const { voice, child } = this.#wanted;
    const status = error instanceof RequestRefused ? error.status : null;
    if (status !== null && [401, 403, 404].includes(status)) {
      const why =
        status === 401
          ? 'The token has expired or was revoked'
          : 'The token may not speak for this delivery';
      const text = `${why}: ${child} keeps running with what it has, and is not restarted for changes.`;
      if (!this.#refused) voice.warn('refused', text, { status });
      this.#refused = true;
      return REFUSED_MS;
    }
    if (this.#failures === 0) {
      const text = `The console does not answer: ${child} keeps running, and it is tried again.`;
      voice.warn('console_away', text);
    }
    const wait = Math.min(AGAIN_FIRST_MS * 2 ** this.#failures, AGAIN_LAST_MS);
    this.#failures += 1;
    return wait * (0.5 + Math.random() / 2);
  }
}
