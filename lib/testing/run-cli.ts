// Runs the command in this process, as a script would: no terminal, and nothing to read.

import { Readable, Writable } from 'node:stream';
import { createProgram } from '@/lib/cli/program';
import { runProgram } from '@/lib/cli/run-program';
import type { Terminal } from '@/lib/cli/terminal';

export async function runCli(...args: readonly string[]) {
  const said = { out: '', err: '' };
  const terminal: Terminal = {
    interactive: false,
    input: Readable.from([]),
    questions: new Writable(),
    write: (text) => void (said.out += text),
    tell: (text) => void (said.err += text),
  };
  const code = await runProgram(createProgram(terminal), terminal, ['node', 'keystow', ...args]);
  return { code, ...said };
}
