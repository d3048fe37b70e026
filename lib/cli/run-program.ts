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
  // Behind `run`, small codes are those of the program that it starts; behind `verify`, 1 is a finding.
  const codeOf = (exit: number) => {
    const isTaken =
      argv[2] === 'run' ? exit !== EXIT.done : argv[2] === 'verify' && exit === EXIT.refused;
    return isTaken ? EXIT.defect : exit;
  };
  try {
    await program.parseAsync([...argv]);
    return EXIT.done;
  } catch (error) {
    if (error instanceof ChildEnded) return error.exitCode;
    // Help has been printed, which was asked for, or stands for a command that is missing.
    if (error instanceof CommanderError && !error.message.startsWith('error:')) {
      return codeOf(error.exitCode === 0 ? EXIT.done : EXIT.usage);
    }
    const { code, message, exit } =
      error instanceof CommanderError ? putWrongly(error, program, argv) : explainError(error);
    terminal.tell(
      wantsJson(argv) ? `${JSON.stringify({ error: { code, message } })}\n` : lines(message),
    );
    return error instanceof CannotStart ? error.exitCode : codeOf(exit);
  }
}

/** In one line, with where to read on. */
function putWrongly(error: CommanderError, program: Command, argv: readonly string[]) {
  const what = error.message
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  const message = `${what} (${nameOf(program, argv.slice(2))} --help tells what there is)`;
  return { code: 'usage', message, exit: EXIT.usage };
}

/** Of the command that was meant, as far as there is one. */
function nameOf(command: Command, [word, ...rest]: readonly string[]): string {
  const meant = command.commands.find((one) => one.name() === word);
  return meant ? `${command.name()} ${nameOf(meant, rest)}` : command.name();
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
