// Runs a command to its exit code, and says in one line why it was refused.

import { CommanderError, type Command } from 'commander';
import { EXIT, explainError } from './explain-error';
import { CannotStart, ChildEnded } from './run/exit-code';
import type { Terminal } from './terminal';

/** `argv` as the process has it, program first. Never rejects. */
export async function runProgram(
  program: Command,
  terminal: Terminal,
  argv: readonly string[],
): Promise<number> {
  // Behind `run`, small codes are those of the program that it starts.
  const codeOf = (exit: number) => (argv[2] === 'run' && exit !== EXIT.done ? EXIT.defect : exit);
  try {
    await program.parseAsync([...argv]);
    return EXIT.done;
  } catch (error) {
    if (error instanceof ChildEnded) return error.exitCode;
    // Commander has said itself what was wrong; help that was asked for is thrown as well.
    if (error instanceof CommanderError) {
      return codeOf(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    }
    const { code, message, exit } = explainError(error);
    terminal.tell(
      wantsJson(argv) ? `${JSON.stringify({ error: { code, message } })}\n` : lines(message),
    );
    return error instanceof CannotStart ? error.exitCode : codeOf(exit);
  }
}

/** What follows `--` is for another program. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json');
}

/** Several lines when several things are wrong, as with the environment. */
function lines(message: string): string {
  return message
    .split('\n')
    .map((line) => `keystow: ${line}\n`)
    .join('');
}
