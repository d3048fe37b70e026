// Reads a secret for a command: from standard input, or from a hidden prompt on a terminal; never from arguments.

import { buffer as bytesOf } from 'node:stream/consumers';
import { Plaintext } from '@/lib/domain/plaintext';
import { CommandRefused, UsageRefused } from './command-refused';
import type { Terminal } from './terminal';

/** One trailing line break is no part of it. Throws UsageRefused when nothing comes. */
export async function readSecret(terminal: Terminal, question: string): Promise<Plaintext> {
  const given = terminal.interactive
    ? await ask(terminal, question)
    : readUtf8(await bytesOf(terminal.input)).replace(/\r?\n$/, '');
  if (given === '') throw new UsageRefused(`Nothing came on standard input. ${question}`);
  return Plaintext.fromText(given);
}

/** All of standard input, as it is. Throws UsageRefused at a terminal, and when nothing comes. */
export async function readSecretBytes(terminal: Terminal): Promise<Plaintext> {
  if (terminal.interactive) throw new UsageRefused('Give the bytes on standard input.');
  const given = await bytesOf(terminal.input);
  if (given.byteLength === 0) throw new UsageRefused('Nothing came on standard input.');
  return Plaintext.fromBytes(given);
}

/** A byte that is no UTF-8 would come out as another: nothing is stored that was not given. */
function readUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageRefused('Standard input is not UTF-8.');
  }
}

async function ask(terminal: Terminal, message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const given = await password({ message, input: terminal.input, output: terminal.questions });
  if (isCancel(given)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return given;
}
