// `keystow evidence …`: packs are fetched from a console, and verified with public material only and without one.

import { readFile, writeFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { downloadFrom } from '@/lib/client/console-client';
import { openEvidence } from '@/lib/crypto/evidence';
import type { OpenedEvidence } from '@/lib/crypto/evidence';
import { DAY_MS } from '@/lib/domain/durations';
import { EVENTS_LEFT_OUT } from '@/lib/domain/evidence-page';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Evidence packs, verified anywhere.

Exit codes of verify: 0 all holds, 1 something differs, 2 no key is pinned, or a file cannot be read.`;

interface ExportOptions extends OutputOptions {
  readonly leak?: string;
  readonly from?: string;
  readonly to?: string;
  readonly scope?: string;
  readonly output: string;
}

type VerifyOptions = OutputOptions & { readonly key?: string };

export function addEvidence(program: Command, terminal: Terminal): void {
  const evidence = program
    .command('evidence')
    .summary('export and verify evidence packs')
    .description(DESCRIPTION);
  withOutput(evidence.command('export [run]'))
    .summary('write the pack of a closed rotation, of a leak case or of a period to a file')
    .option('--leak <case>', 'a closed leak case, leak_…')
    .option('--from <day>', 'of a period: its first day, such as 2026-07-01', dayOf)
    .option('--to <day>', 'its last day, which is in it whole', dayOf)
    .option('--scope <scope>', 'of a period: what is at and below it; left out: the organization')
    .requiredOption('--output <file>', 'where to; a page to read where it ends in .html')
    .action((run: string | undefined, options: ExportOptions) => exportTo(terminal, run, options));
  withOutput(evidence.command('verify <file> [page]'))
    .summary('verify a pack: its JSON, its page, or both')
    .option('--key <key>', 'the pinned public key of the audit log, name+hash+key')
    .action((file: string, page: string | undefined, options: VerifyOptions) =>
      verify(terminal, page === undefined ? [file] : [file, page], options),
    );
}

async function exportTo(
  terminal: Terminal,
  run: string | undefined,
  options: ExportOptions,
): Promise<void> {
  const { output } = options;
  const path = packPath(run, options, output.endsWith('.html') ? 'html' : 'json');
  await atConsole(async (_call, address) => {
    const text = await new Response(await downloadFrom(address, path)).text();
    await writeFile(output, text, { mode: 0o600 });
    outputOf(terminal, options).result({ file: output }, `Written to ${output}.`);
  });
}

/** Throws UsageRefused unless exactly one of the three is named. */
function packPath(
  run: string | undefined,
  { leak, from, to, scope }: ExportOptions,
  format: 'json' | 'html',
): string {
  const wanted = [run, leak, from ?? to].filter((one) => one !== undefined);
  if (wanted.length !== 1 || (from === undefined) !== (to === undefined)) {
    throw new UsageRefused('Name a rotation, --leak, or --from and --to: one of these.');
  }
  const query = new URLSearchParams({ format });
  if (run !== undefined) return `/rotation/runs/${encodeURIComponent(run)}/evidence-pack?${query}`;
  if (leak !== undefined) return `/leaks/${encodeURIComponent(leak)}/evidence-pack?${query}`;
  query.set('from', `${from}T00:00:00Z`);
  query.set('to', new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString());
  if (scope !== undefined) query.set('scope', scope);
  return `/rotation/evidence-pack?${query}`;
}

function dayOf(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Give a day, such as 2026-07-01.');
}

/** Each file is a whole pack, so both are verified, each by itself. Throws with exit code 1 or 2. */
async function verify(
  terminal: Terminal,
  files: readonly string[],
  options: VerifyOptions,
): Promise<void> {
  const { key } = options;
  if (!key?.trim()) {
    throw new UsageRefused('Give --key: without a pinned key nothing says who signed the pack.');
  }
  const opened = await Promise.all(
    files.map(async (file) => ({ file, ...openSafely(await textOf(file), key) })),
  );
  const verified = opened.map(({ file, pack, faults }) => ({
    ...{ file, ok: faults.length === 0, faults },
    kind: pack?.kind ?? null,
    events: pack?.events.length ?? 0,
    eventsLeftOut: pack?.eventsLeftOut ?? false,
  }));
  const ok = verified.every((one) => one.ok);
  const text = verified.flatMap(({ file, ok: holds, events, faults, eventsLeftOut }) => [
    `${holds ? 'ok' : 'NOT ok'}   ${file}, ${events} events`,
    ...(eventsLeftOut ? [`  ${EVENTS_LEFT_OUT}`] : []),
    ...faults.map(({ fault, detail }) => `  ${fault}: ${detail}`),
  ]);
  const packs = new Set(opened.map(({ pack }) => JSON.stringify(pack))).size;
  const held =
    packs === 1 ? 'The files hold one and the same pack.' : `The files hold ${packs} packs.`;
  const lines = ok && files.length > 1 ? [...text, held] : text;
  outputOf(terminal, options).result({ ok, packs, files: verified }, lines.join('\n'));
  if (!ok) throw new CommandRefused('evidence_differs', 'The pack is not what was signed.');
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageRefused(
      `${file} cannot be read (${error.code ?? 'unknown'}). Name a pack that was exported.`,
    );
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
