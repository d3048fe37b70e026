// Runs the command in this process, as a script would: no terminal.

import { Readable, Writable } from 'node:stream';
import { createProgram } from '@/lib/cli/program';
import { runProgram } from '@/lib/cli/run-program';
import type { Terminal } from '@/lib/cli/terminal';

export function runCli(...args: readonly string[]) {
  return runCliWith('', ...args);
}

/** `given` comes on standard input. */
export async function runCliWith(given: string | Buffer, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    interactive: false,
    input: Readable.from(given.length > 0 ? [Buffer.from(given)] : []),
    questions: new Writable(),
    write: (text) => void (said.out += text),
    tell: (text) => void (said.err += text),
  };
  const code = await runProgram(createProgram(terminal), terminal, ['node', 'keystow', ...args]);
  return { code, ...said };
}
