// Programs of others that tests start: they end with the process that started them, also when it is killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The shell waits for our end of its input to close, and ends the program then. */
const TIED =
  'exec 3<&0; "$@" </dev/null & child=$!; (cat <&3 >/dev/null; kill $child) & wait $child';

export interface TiedProgram {
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a program and waits until one of its lines, on either output, matches. Throws with what it said
 * when it ends before that, or says nothing of the kind in time.
 */
export async function startTied(
  command: readonly string[],
  ready: RegExp,
  { env = {}, withinMs = 60_000 }: { env?: Record<string, string>; withinMs?: number } = {},
): Promise<TiedProgram & { readonly match: RegExpExecArray }> {
  const child = spawn('sh', ['-c', TIED, 'sh', ...command], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said: string[] = [];
  const stop = async () => {
    child.stdin.destroy();
    await ended;
  };
  const match = await new Promise<RegExpExecArray | null>((resolve) => {
    const timer = setTimeout(() => resolve(null), withinMs);
    const read = (line: string) => {
      said.push(line);
      const found = ready.exec(line);
      if (found) resolve(found);
    };
    for (const output of [child.stdout, child.stderr]) createInterface(output).on('line', read);
    void ended.then(() => resolve(null)).finally(() => clearTimeout(timer));
  });
  if (match) return { stop, match };
  await stop();
  throw new Error(`${command[0]} did not start:\n${said.join('\n')}`);
}
