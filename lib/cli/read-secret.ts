// Reads a secret for a command: from standard input, or from a hidden prompt on a terminal; never from arguments.

import { text as textOf } from 'node:stream/consumers';
import { Plaintext } from '@/lib/domain/plaintext';
import { CommandRefused, UsageRefused } from './command-refused';
import type { Terminal } from './terminal';

/** One trailing line break is no part of it. Throws UsageRefused when nothing comes. */
export async function readSecret(terminal: Terminal, question: string): Promise<Plaintext> {
  const given = terminal.interactive
    ? await ask(terminal, question)
    : (await textOf(terminal.input)).replace(/\r?\n$/, '');
  if (given === '') throw new UsageRefused(`Nothing came on standard input. ${question}`);
  return Plaintext.fromText(given);
}

async function ask(terminal: Terminal, message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const given = await password({ message, input: terminal.input, output: terminal.questions });
  if (isCancel(given)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return given;
}
