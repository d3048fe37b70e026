// Keeps one child at a time: starts it, forwards signals to it, puts another in its place, and tells how it ended.

import { endChild, startChild } from './child-process';
import type { Environment, RunningChild } from './child-process';
import type { Ended } from './exit-code';
import { forwardSignals } from './forward-signals';
import type { ForwardedSignal } from './forward-signals';
import { hasTerminal } from './process-group';

/** A child that is ready to be started, with what was delivered for it. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** Removes what was made for this child alone; called once, after it and its group have ended. */
  readonly dispose: () => Promise<void>;
}

interface Kept {
  readonly child: RunningChild;
  readonly launch: Launch;
}

export class Supervisor {
  readonly #graceMs: number;
  /** At a terminal the child stays in our group: there it can read, and Ctrl-C and Ctrl-Z reach it. */
  readonly #ownGroup = !hasTerminal();
  readonly #stopForwarding: () => void;
  readonly #settled: { resolve: (ended: Ended) => void; reject: (error: unknown) => void };
  /** How the last child ended; rejects with CannotStart where another could not be started in its place. */
  readonly ended: Promise<Ended>;
  readonly #stop = new AbortController();
  #kept: Kept | null = null;
  /** The child that is being ended because another takes its place. */
  #leaving: RunningChild | null = null;
  /** What somebody sent who wants the whole run to end. */
  #stoppedBy: NodeJS.Signals | null = null;

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
    this.#stopForwarding = forwardSignals((signal) => this.#receive(signal));
    let settled: { resolve: (ended: Ended) => void; reject: (error: unknown) => void };
    this.ended = new Promise((resolve, reject) => (settled = { resolve, reject }));
    this.#settled = settled!;
    this.ended.catch(() => undefined);
  }

  /** Aborts when the run is ending: no other child is started. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** Whether somebody sent a signal that asks for the end of the run. */
  get wasStopped(): boolean {
    return this.#stoppedBy !== null;
  }

  /** Resolves to the process number, or null where a signal came first. Throws CannotStart. */
  async start(launch: Launch): Promise<number | null> {
    if (this.#stoppedBy !== null) {
      await disposeOf(launch);
      this.#finish({ exitCode: null, signal: this.#stoppedBy });
      return null;
    }
    try {
      return await this.#begin(launch);
    } catch (error) {
      await disposeOf(launch);
      this.#end();
      this.#settled.reject(error);
      throw error;
    }
  }

  /**
   * Ends the child, whole, and starts another. Resolves to its process number; null where the run is ending
   * or ended, of itself or by a signal, and the other is not started. Throws CannotStart.
   */
  async replace(launch: Launch): Promise<number | null> {
    const old = this.#kept;
    if (old === null || this.stopped.aborted) {
      await disposeOf(launch);
      return null;
    }
    this.#leaving = old.child;
    try {
      await endChild(old.child, this.#graceMs);
      await disposeOf(old.launch);
      if (this.#stoppedBy !== null) {
        await disposeOf(launch);
        this.#finish(await old.child.ended);
        return null;
      }
      return await this.start(launch);
    } finally {
      this.#leaving = null;
    }
  }

  /** Before the first child: there will be none. Returns how the run ends where a signal is why, else null. */
  abandon(): Ended | null {
    this.#end();
    return this.#stoppedBy === null ? null : { exitCode: null, signal: this.#stoppedBy };
  }

  async #begin(launch: Launch): Promise<number> {
    const child = await startChild({ ...launch, ownGroup: this.#ownGroup });
    this.#kept = { child, launch };
    void child.ended.then((ended) => this.#childEnded(child, launch, ended));
    // What came while it was being started is not lost.
    if (this.#stoppedBy !== null) this.#pass(child, this.#stoppedBy);
    return child.pid;
  }

  async #childEnded(child: RunningChild, launch: Launch, ended: Ended): Promise<void> {
    if (this.#leaving === child) return;
    this.#stop.abort();
    await endChild(child, this.#graceMs);
    await disposeOf(launch);
    this.#finish(ended);
  }

  #receive({ signal, fromTerminal }: ForwardedSignal): void {
    const child = this.#kept?.child ?? null;
    const between = child === null || this.#leaving !== null;
    if (signal === 'SIGTERM' || (between && this.#isInterrupt(signal, child === null))) {
      this.#stoppedBy ??= signal;
      this.#stop.abort();
    }
    if (child !== null && !fromTerminal) this.#pass(child, signal);
  }

  /** SIGTERM asks for an end, so it is the only one that is followed by SIGKILL. */
  #pass(child: RunningChild, signal: NodeJS.Signals): void {
    if (signal === 'SIGTERM') void endChild(child, this.#graceMs);
    else child.signal(signal);
  }

  /** Between two children SIGHUP of a supervisor asks for settings to be read again: the next one does. */
  #isInterrupt(signal: NodeJS.Signals, isFirst: boolean): boolean {
    if (signal === 'SIGHUP') return isFirst || !this.#ownGroup;
    return signal === 'SIGINT' || signal === 'SIGQUIT';
  }

  #finish(ended: Ended): void {
    this.#end();
    this.#settled.resolve(ended);
  }

  #end(): void {
    this.#stop.abort();
    this.#stopForwarding();
  }
}

/** What cannot be removed is no reason to keep no child. */
async function disposeOf(launch: Launch): Promise<void> {
  await launch.dispose().catch(() => undefined);
}
