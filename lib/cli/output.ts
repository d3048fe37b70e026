// What each command prints: one result, as text or as one JSON object, and notes beside it.

import type { Command } from 'commander';
import type { Terminal } from './terminal';

/** The options that every command has. */
export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface Output {
  /** Printed whole at the end: `text` for people, `facts` as JSON with `--json`. */
  readonly result: (facts: object, text: string) => void;
  /** For people only: not with `--json`, not with `--quiet`. */
  readonly note: (text: string) => void;
}

/** Adds `--json` and `--quiet` to a command. */
export function withOutput(command: Command): Command {
  return command
    .option('--json', 'print the result as one JSON object; errors too, on standard error')
    .option('-q, --quiet', 'print the result alone, no notes');
}

export function outputOf(terminal: Terminal, { json, quiet }: OutputOptions): Output {
  return {
    result: (facts, text) => terminal.write(`${json ? JSON.stringify(facts) : text}\n`),
    note: (text) => (json || quiet ? undefined : terminal.tell(`${text}\n`)),
  };
}
