// Runs one of our TypeScript files as a process of its own, line by line.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildScript {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  /** Sends `signal` and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `file` (a path from the project's folder) with `args`; it ends when its input closes. */
export function startScript(file: string, args: readonly string[]): ChildScript {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', file, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  return {
    process: child,
    lines: createInterface(child.stdout)[Symbol.asyncIterator](),
    end: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}
