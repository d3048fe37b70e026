// Where a command is spoken to: results go to standard output, everything else to standard error.

import type { Readable, Writable } from 'node:stream';

export interface Terminal {
  /** Whether somebody sits there who can be asked. */
  readonly interactive: boolean;
  readonly input: Readable;
  /** Where questions are asked, so that results can be piped. */
  readonly questions: Writable;
  /** A result, on standard output. */
  readonly write: (text: string) => void;
  /** Progress, advice and errors, on standard error. */
  readonly tell: (text: string) => void;
}

export const processTerminal: Terminal = {
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  input: process.stdin,
  questions: process.stderr,
  write: (text) => void process.stdout.write(text),
  tell: (text) => void process.stderr.write(text),
};
