// One child: started with its environment, signalled, and ended together with what it started itself.

import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { startFailure } from './exit-code';
import type { Ended } from './exit-code';
import { groupRuns } from './process-group';

/** How often a group is looked at that has been told to end. Nobody tells when a stranger's child ends. */
const LOOK_MS = 25;
/** Longer than that only a process takes to die that waits for a device. */
const KILLED_MS = 2000;

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ChildStart {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** Leads a process group of its own: where no terminal has to reach it. */
  readonly ownGroup: boolean;
  readonly stdio?: StdioOptions;
}

export interface RunningChild {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** To the child alone. Nothing happens where it has ended. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** To the child and, in a group of its own, to everybody left in it. */
  readonly signalAll: (signal: NodeJS.Signals) => void;
  /** Whether it, or somebody in its own group, still runs. */
  readonly runs: () => boolean;
}

/** Resolves once the program is loaded. Throws CannotStart. */
export async function startChild(start: ChildStart): Promise<RunningChild> {
  const { command, args, env, ownGroup, stdio = 'inherit' } = start;
  const child = launch();
  // A signal that the child does not take from us, as one of another user, is no reason to end.
  child.on('error', () => undefined);
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  await once(child, 'spawn').catch((error: unknown) => {
    throw startFailure(command, error);
  });
  const pid = child.pid!;
  let over = false;
  void ended.then(() => (over = true));
  return {
    pid,
    ended,
    signal: (signal) => void child.kill(signal),
    signalAll: (signal) => (ownGroup ? signalGroup(pid, signal) : void child.kill(signal)),
    runs: () => !over || (ownGroup && groupRuns(pid)),
  };

  function launch() {
    try {
      return spawn(command, [...args], {
        env: env as NodeJS.ProcessEnv,
        stdio,
        detached: ownGroup,
      });
    } catch (error) {
      throw startFailure(command, error);
    }
  }
}

/**
 * Asks the child to end, then whatever it leaves behind in its group, and kills both `graceMs`
 * milliseconds after that was first asked. Also for a child that has ended by itself.
 */
export async function endChild(child: RunningChild, graceMs: number): Promise<void> {
  const deadline = performance.now() + graceMs;
  const left = () => Math.max(0, deadline - performance.now());
  child.signal('SIGTERM');
  if (!(await endsWithin(child.ended, left()))) child.signalAll('SIGKILL');
  await child.ended;
  if (!child.runs()) return;
  child.signalAll('SIGTERM');
  if (await goneWithin(child, left())) return;
  child.signalAll('SIGKILL');
  await goneWithin(child, KILLED_MS);
}

async function goneWithin(child: RunningChild, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (child.runs()) {
    if (performance.now() >= deadline) return false;
    await pause(LOOK_MS);
  }
  return true;
}

async function endsWithin(ended: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([ended.then(() => true), late]);
  timer.abort();
  return inTime;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in it.
  }
}
