// Reads a secret for a command: from standard input, or from a hidden prompt on a terminal; never from arguments.

import type { Readable } from 'node:stream';
import { Plaintext } from '@/lib/domain/plaintext';
import { CommandRefused, UsageRefused } from './command-refused';
import type { Terminal } from './terminal';

/** More than any request may hold: standard input may have no end. */
const GIVEN_BYTES_MAX = 8 * 1024 * 1024;

/**
 * One trailing line break is no part of it. Throws UsageRefused when nothing comes, and, with the `advice`,
 * for bytes that are no text.
 */
export async function readSecret(
  terminal: Terminal,
  question: string,
  advice = 'Give text.',
): Promise<Plaintext> {
  const given = terminal.interactive
    ? await ask(terminal, question)
    : readUtf8(await allOf(terminal.input), advice).replace(/\r?\n$/, '');
  if (given === '') throw new UsageRefused(`Nothing came on standard input. ${question}`);
  return Plaintext.fromText(given);
}

/** All of standard input, as it is. Throws UsageRefused at a terminal, and when nothing comes. */
export async function readSecretBytes(terminal: Terminal): Promise<Plaintext> {
  if (terminal.interactive) throw new UsageRefused('Give the bytes on standard input.');
  const given = await allOf(terminal.input);
  if (given.byteLength === 0) throw new UsageRefused('Nothing came on standard input.');
  return Plaintext.fromBytes(given);
}

async function allOf(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk as Uint8Array));
    size += chunks.at(-1)!.byteLength;
    if (size > GIVEN_BYTES_MAX) throw new UsageRefused('Standard input is longer than 8 MiB.');
  }
  return Buffer.concat(chunks);
}

/** A byte that is no UTF-8 would come out as another: nothing is stored that was not given. */
function readUtf8(bytes: Buffer, advice: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageRefused(`Standard input is not UTF-8. ${advice}`);
  }
}

async function ask(terminal: Terminal, message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const given = await password({ message, input: terminal.input, output: terminal.questions });
  if (isCancel(given)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return given;
}
