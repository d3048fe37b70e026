// When a restart that is wanted begins: after changes have come to rest, and not for every worker at once.

import { setTimeout as pause } from 'node:timers/promises';

export interface RestartTiming {
  /** Without another change for that long. */
  readonly quietMs: number;
  /** But after that long at the latest. */
  readonly quietMsMax: number;
  /** Then a random part of this: workers that restart without taking turns are spread over it. */
  readonly jitterMs: number;
}

export const RESTART_TIMING: RestartTiming = { quietMs: 500, quietMsMax: 5000, jitterMs: 2000 };

const AGAIN_FIRST_MS = 2000;
const AGAIN_LAST_MS = 300_000;

export class RestartGate {
  readonly #timing: RestartTiming;
  #changedAt = -Infinity;
  #notBefore = -Infinity;
  #failures = 0;

  constructor(timing: RestartTiming) {
    this.#timing = timing;
  }

  /** Something changed: what could not be delivered before may be now. */
  changed(): void {
    this.#changedAt = performance.now();
    this.#notBefore = -Infinity;
  }

  /** Resolves when it may begin; rejects with an AbortError when `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const { quietMs, quietMsMax, jitterMs } = this.#timing;
    const latest = performance.now() + quietMsMax;
    for (;;) {
      const now = performance.now();
      const left = Math.min(this.#changedAt + quietMs, latest) - now;
      if (left <= 0) break;
      await pause(left, undefined, { signal });
    }
    await pause(Math.random() * jitterMs, undefined, { signal });
  }

  /** Whether one that failed is to be tried again by now. */
  get isOpen(): boolean {
    return performance.now() >= this.#notBefore;
  }

  failed(): void {
    const wait = Math.min(AGAIN_FIRST_MS * 2 ** this.#failures, AGAIN_LAST_MS);
    this.#notBefore = performance.now() + wait * (0.5 + Math.random() / 2);
    this.#failures += 1;
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
