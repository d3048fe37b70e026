// Runs a command to its exit code, and says in one line why it was refused.

import { CommanderError, type Command } from 'commander';
import { RequestRefused } from '@/lib/client/request-refused';
import { MasterKeyRefused } from '@/lib/crypto/master-key';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import { EnvRefusal } from '@/lib/env';
import { CommandRefused, UsageRefused } from './command-refused';
import type { Terminal } from './terminal';

export const EXIT = { done: 0, refused: 1, usage: 2, defect: 125 } as const;

/** `argv` as the process has it, program first. Never rejects. */
export async function runProgram(
  program: Command,
  terminal: Terminal,
  argv: readonly string[],
): Promise<number> {
  try {
    await program.parseAsync([...argv]);
    return EXIT.done;
  } catch (error) {
    // Commander has said itself what was wrong; help that was asked for is thrown as well.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const { code, message, exit } = explain(error);
    const json = argv.includes('--json');
    terminal.tell(json ? `${JSON.stringify({ error: { code, message } })}\n` : lines(message));
    return exit;
  }
}

interface Explained {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
}

function explain(error: unknown): Explained {
  if (error instanceof UsageRefused) return { ...told(error.code, error), exit: EXIT.usage };
  if (error instanceof CommandRefused) return { ...told(error.code, error), exit: EXIT.refused };
  if (error instanceof KeystowError) {
    return { ...told(error.code, error, error.extras.issues), exit: EXIT.refused };
  }
  if (error instanceof RequestRefused) {
    return { ...told(error.code, error, error.issues), exit: EXIT.refused };
  }
  if (error instanceof MasterKeyRefused)
    return { ...told(error.reason, error), exit: EXIT.refused };
  if (error instanceof EnvRefusal) return { ...told('environment', error), exit: EXIT.refused };
  if (isMissingPackage(error)) {
    const message =
      'This command needs the packages of Keystow. Run it in the folder of Keystow, after npm ci.';
    return { code: 'packages_missing', message, exit: EXIT.refused };
  }
  // Nobody vouches for what a library quotes in its message.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? (error.stack?.split('\n    at ')[1] ?? '') : '';
  return {
    code: 'internal',
    message: `A defect of keystow itself (${name}${at ? ` at ${at.trim()}` : ''}). Please report it.`,
    exit: EXIT.defect,
  };
}

/** Where single fields are wrong, each on a line of its own. */
function told(code: string, error: Error, issues: readonly FieldIssue[] = []) {
  const fields = issues.filter((issue) => !error.message.includes(issue.message));
  const lines = fields.map(({ pointer, message }) => `${pointer}: ${message}`);
  return { code, message: [error.message, ...lines].join('\n') };
}

function isMissingPackage(error: unknown): boolean {
  const codes = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'];
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Several lines when several things are wrong, as with the environment. */
function lines(message: string): string {
  return message
    .split('\n')
    .map((line) => `keystow: ${line}\n`)
    .join('');
}
