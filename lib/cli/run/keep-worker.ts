// One run from its first delivery to its last word: a child, a console that watches, and restarts between.

import { consoleClient } from '@/lib/client/console-client';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { ChangesEvent, HeartbeatAnswer, HeartbeatInput } from '@/lib/contracts/worker';
import type { WorkerState } from '@/lib/domain/worker';
import { explainError } from '../explain-error';
import { awaitHealth } from './await-health';
import { changeSpread, OTHERS_MS } from './change-spread';
import { CannotStart } from './exit-code';
import type { Ended } from './exit-code';
import { firstLaunch } from './first-launch';
import { Heartbeats } from './heartbeats';
import { acknowledge, sayLastWord } from './last-word';
import { prepareLaunch } from './prepare-launch';
import type { PreparedLaunch } from './prepare-launch';
import { RestartGate } from './restart-gate';
import { restartFailure } from './restart-failure';
import type { RunWanted } from './run-wanted';
import { Supervisor } from './supervisor';
import { watchChanges } from './watch-changes';

/**
 * Resolves to how the last child ended. Throws CannotStart; and RequestRefused, DeliveryRefused or
 * CommandRefused where there was nothing to start the first one with.
 */
export async function keepWorker(wanted: RunWanted): Promise<Ended> {
  const supervisor = new Supervisor(wanted.graceMs);
  let first: PreparedLaunch;
  try {
    first = await firstLaunch(wanted, supervisor.stopped);
  } catch (error) {
    const ended = supervisor.abandon();
    if (ended) return ended;
    throw error;
  }
  return new KeptWorker(wanted, supervisor, first).run();
}

class KeptWorker {
  readonly #wanted: RunWanted;
  readonly #supervisor: Supervisor;
  readonly #call: ConsoleCall;
  readonly #heartbeats: Heartbeats;
  readonly #gate: RestartGate;
  #held: PreparedLaunch;
  #state: WorkerState = 'running';
  #pid: number | null = null;
  #restarting = false;
  /** Why the last restart failed, until the next begins. */
  #failure: string | null = null;
  /** The old child was asked to end, and the next one is not known to be well. */
  #restartBegan = false;
  #numbers: ChangesEvent | null = null;
  /** What was told last of a restart that is due. */
  #due = '';

  constructor(wanted: RunWanted, supervisor: Supervisor, first: PreparedLaunch) {
    this.#wanted = wanted;
    this.#supervisor = supervisor;
    this.#held = first;
    this.#call = consoleClient(wanted.source.console);
    this.#gate = new RestartGate(wanted.timing);
    this.#heartbeats = new Heartbeats({
      call: this.#call,
      voice: wanted.voice,
      child: wanted.command,
      say: () => ({ delivery: this.#held.delivery, word: this.#word() }),
      hear: (answer) => this.#hear(answer),
    });
  }

  async run(): Promise<Ended> {
    const { source } = this.#wanted;
    const over = new AbortController();
    try {
      this.#pid = await this.#supervisor.start(this.#held.launch);
      void acknowledge(this.#call, this.#held.delivery, over.signal);
      void this.#heartbeats.run(over.signal);
      if (source.for.kind === 'app') {
        const listener = { tell: this.#changed.bind(this), lost: this.#lost.bind(this) };
        void watchChanges(source.console, source.for.id, listener, over.signal);
      }
      const ended = await this.#supervisor.ended;
      over.abort();
      await this.#leave(ended);
      return ended;
    } catch (error) {
      over.abort();
      const exitCode = error instanceof CannotStart ? error.exitCode : 125;
      await this.#leave({ exitCode, signal: null });
      throw error;
    }
  }

  /** One that ends by itself before it is well after a restart says so: the roll does not go on over it. */
  async #leave(ended: Ended): Promise<void> {
    const failed = this.#restartBegan && !this.#supervisor.wasStopped;
    await sayLastWord(this.#call, this.#held.delivery, ended, failed);
  }

  #word(): HeartbeatInput {
    const { maxUnavailable } = this.#wanted;
    return {
      state: this.#state,
      ...(this.#pid === null ? {} : { pid: this.#pid }),
      ...(this.#failure === null ? {} : { restartFailed: this.#failure }),
      ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    };
  }

  #changed(event: ChangesEvent): void {
    const before = this.#numbers;
    this.#numbers = event;
    if (before && (before.platform !== event.platform || before.app !== event.app)) {
      this.#gate.changed();
    }
    const spreadMs = changeSpread(before, event, this.#state === 'waiting');
    if (spreadMs !== null) this.#heartbeats.soon(spreadMs);
  }

  /** Asks at once whether the console is there, and once more when it tells something again. */
  #lost(): void {
    this.#numbers = null;
    this.#heartbeats.soon(OTHERS_MS);
  }

  #hear(answer: HeartbeatAnswer): void {
    const { voice, command } = this.#wanted;
    if (this.#restarting) return;
    if (this.#state === 'running' || this.#state === 'waiting') {
      this.#state = answer.restart === 'wait' ? 'waiting' : 'running';
    }
    const due = answer.restart === 'due' ? JSON.stringify([answer.reason, answer.changes]) : '';
    if (due !== '' && due !== this.#due) {
      const text = `Restart due: ${answer.reason ?? 'what it holds has changed.'} ${command} keeps what it has until it is restarted.`;
      voice.note('restart_due', text, { reason: answer.reason, changes: answer.changes });
    }
    this.#due = due;
    if (answer.restart === 'now' && this.#gate.isOpen) void this.#restart(answer.reason);
  }

  async #restart(reason: string | null): Promise<void> {
    const { voice, command } = this.#wanted;
    const { stopped } = this.#supervisor;
    const old = this.#state;
    this.#restarting = true;
    try {
      this.#state = 'restarting';
      this.#failure = null;
      await this.#gate.wait(stopped);
      const next = await prepareLaunch(this.#wanted, this.#held.worker, stopped);
      voice.note('restarting', `Restarting ${command}. ${reason ?? ''}`.trim(), { reason });
      await this.#replace(next);
      this.#gate.succeeded();
    } catch (error) {
      if (stopped.aborted) return;
      this.#state = old;
      this.#gate.failed();
      this.#failure = restartFailure(error);
      const { code, message } = explainError(error);
      voice.warn('not_restarted', `Not restarted, ${command} keeps running: ${message}`, { code });
    } finally {
      this.#restarting = false;
      this.#heartbeats.now();
    }
    if (this.#state === 'unhealthy') await this.#recover();
  }

  async #replace(next: PreparedLaunch): Promise<void> {
    const { health, voice, command } = this.#wanted;
    const { stopped } = this.#supervisor;
    this.#restartBegan = this.#supervisor.stopped.aborted === false;
    const pid = await this.#supervisor.replace(next.launch);
    if (pid === null) return;
    [this.#held, this.#pid, this.#state] = [next, pid, 'starting'];
    void acknowledge(this.#call, next.delivery, stopped);
    this.#heartbeats.now();
    const well = !health || (await awaitHealth({ ...health, env: next.launch.env }, stopped));
    if (stopped.aborted) return;
    this.#state = well ? 'running' : 'unhealthy';
    this.#restartBegan = !well;
    if (well) return;
    const text = `${command} is not well after its restart: --health did not succeed in time. No other worker takes its turn.`;
    voice.warn('unhealthy', text);
  }

  /** Asks on, so that what gets well by itself gives its place free. */
  async #recover(): Promise<void> {
    const { health, voice, command } = this.#wanted;
    const { stopped } = this.#supervisor;
    const { env } = this.#held.launch;
    const of = this.#held;
    while (health && this.#held === of && !stopped.aborted) {
      if (!(await awaitHealth({ ...health, env }, stopped))) continue;
      if (this.#held !== of || this.#restarting) return;
      this.#state = 'running';
      this.#restartBegan = false;
      voice.note('healthy', `${command} is well again.`);
      return this.#heartbeats.now();
    }
  }
}
