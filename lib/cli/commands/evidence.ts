// `keystow evidence verify`: what an evidence pack is worth, with public material only and without a console.

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { openEvidence } from '@/lib/crypto/evidence';
import type { OpenedEvidence } from '@/lib/crypto/evidence';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Evidence packs, verified anywhere.

Exit codes of verify: 0 all holds, 1 something differs, 2 no key is pinned.`;

type VerifyOptions = OutputOptions & { readonly key?: string };

export function addEvidence(program: Command, terminal: Terminal): void {
  const evidence = program
    .command('evidence')
    .summary('verify evidence packs')
    .description(DESCRIPTION);
  withOutput(evidence.command('verify <file> [page]'))
    .summary('verify a pack: its JSON, its page, or both')
    .option('--key <key>', 'the pinned public key of the audit log, name+hash+key')
    .action((file: string, page: string | undefined, options: VerifyOptions) =>
      verify(terminal, page === undefined ? [file] : [file, page], options),
    );
}

/** Each file is a whole pack, so both are verified, each by itself. Throws with exit code 1 or 2. */
async function verify(
  terminal: Terminal,
  files: readonly string[],
  options: VerifyOptions,
): Promise<void> {
  const { key } = options;
  if (key === undefined) {
    throw new UsageRefused('Give --key: without a pinned key nothing says who signed the pack.');
  }
  const opened = await Promise.all(
    files.map(async (file) => ({ file, ...openSafely(await textOf(file), key) })),
  );
  const verified = opened.map(({ file, pack, faults }) => ({
    ...{ file, ok: faults.length === 0, faults },
    kind: pack?.kind ?? null,
    events: pack?.events.length ?? 0,
  }));
  const ok = verified.every((one) => one.ok);
  const text = verified.flatMap(({ file, ok: holds, events, faults }) => [
    `${holds ? 'ok' : 'NOT ok'}   ${file}, ${events} events`,
    ...faults.map(({ fault, detail }) => `  ${fault}: ${detail}`),
  ]);
  outputOf(terminal, options).result({ ok, files: verified }, text.join('\n'));
  if (!ok) throw new CommandRefused('evidence_differs', 'The pack is not what was signed.');
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new CommandRefused('no_file', `${file} cannot be read.`);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}

function openSafely(text: string, key: string): OpenedEvidence {
  try {
    return openEvidence(text, key);
  } catch (error) {
    throw error instanceof RangeError ? new UsageRefused(error.message) : error;
  }
}
