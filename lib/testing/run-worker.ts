// `keystow run` as a process of its own against a console, with what it and its child print.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ENVIRONMENT_SCHEMA } from '@/lib/env/environment-schema';
import { BUILT_COMMAND } from './run-command';
import { Awaited, inTerminal } from './supervised';

export interface RunProcess {
  readonly process: ChildProcess;
  /** Resolves with the first line of the child, not yet taken, that contains `text`. */
  readonly line: (text: string) => Promise<string>;
  /** Likewise of standard error. */
  readonly told: (text: string) => Promise<string>;
  readonly printed: () => string;
  readonly allTold: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export interface RunSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
}

/** `args` behind `keystow run`; `env` is all of the console's settings there are. */
export function runWorker(args: readonly string[], settings: RunSettings): RunProcess {
  return runProgram([process.execPath, BUILT_COMMAND, 'run', ...args], settings);
}

/** As `runWorker`, for whatever starts a runner. */
export function runProgram(
  argv: readonly [string, ...string[]],
  settings: RunSettings,
): RunProcess {
  const [command, ...rest] = settings.terminal ? inTerminal(argv) : argv;
  const unset = Object.keys(ENVIRONMENT_SCHEMA.shape).map((name) => [name, undefined]);
  const child = spawn(command, rest, {
    env: { ...process.env, ...Object.fromEntries(unset), ...settings.env } as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const [out, err] = [new Awaited<string>(), new Awaited<string>()];
  createInterface(child.stdout).on('line', (line) => out.add(line));
  createInterface(child.stderr).on('line', (line) => err.add(line));
  const ended = once(child, 'close').then(([code]) => {
    out.close(`keystow run ended with ${code}: ${err.seen.join('\n')}`);
    err.close(`keystow run ended with ${code}`);
    return code as number | null;
  });
  return {
    process: child,
    line: (text) => out.take((line) => line.includes(text)),
    told: (text) => err.take((line) => line.includes(text)),
    printed: () => out.seen.join('\n'),
    allTold: () => err.seen.join('\n'),
    ended,
  };
}
