// `keystow audit …`: the log verified, signed and handed out from the command line.

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { AuditCheckpointView } from '@/lib/contracts/audit-checkpoint';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import { downloadFrom } from '@/lib/client/console-client';
import { atConsole, atConsoleOrHere } from '../desks/at-console-or-here';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { HEAD_UNCHECKED } from '@/lib/domain/audit-verification';
import { verifyExport } from './audit-verify-export';
import { addAuditWebhooks } from './audit-webhooks';
import { logOption } from './log-option';

const DESCRIPTION = `The audit log: verified, signed and handed out.

A file is verified with public material only, without a console:
  keystow audit export --output log.jsonl      then, somewhere else,
  keystow audit verify log.jsonl --key KEY --checkpoint FILE
Exit codes of verify: 0 equals what was signed, 1 differs, 2 nothing is pinned, or events follow the checkpoint.`;

interface LogOptions extends OutputOptions {
  readonly log: string;
}

type VerifyOptions = LogOptions & Partial<Record<'key' | 'checkpoint', string>>;

export function addAudit(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .summary('verify, sign and export the audit log')
    .description(DESCRIPTION);
  addAuditWebhooks(audit, terminal);
  withOutput(audit.command('verify [file]'))
    .summary('verify a log: of a console, of this folder, or in a file')
    .option('--key <key>', 'the pinned public key, name+hash+key')
    .option('--checkpoint <file>', 'a checkpoint that was kept elsewhere')
    .addOption(logOption())
    .action((file: string | undefined, options: VerifyOptions) =>
      file === undefined ? verifyOnline(terminal, options) : verifyExport(terminal, file, options),
    );
  withOutput(audit.command('checkpoint'))
    .summary('sign the log as it is now, and print the checkpoint')
    .addOption(logOption())
    .action((options: LogOptions) =>
      atConsole(async (call) => {
        const body = { log: options.log };
        const made = await call<AuditCheckpointView>('POST', '/audit/checkpoint', body);
        const output = outputOf(terminal, options);
        output.note(`Keep both elsewhere. It opens with ${made.verifierKey}`);
        output.result(made, made.note.trimEnd());
      }),
    );
  withOutput(audit.command('export'))
    .summary('write the whole log to a file, or to standard output')
    .option('--output <file>', 'where to; standard output when left out')
    .addOption(
      new Option('--format <format>', 'jsonl verifies').choices(['jsonl', 'csv']).default('jsonl'),
    )
    .addOption(logOption())
    .action((options: LogOptions & { format: string; output?: string }) =>
      exportTo(terminal, options),
    );
}

async function verifyOnline(terminal: Terminal, options: VerifyOptions): Promise<void> {
  if (options.key !== undefined || options.checkpoint !== undefined) {
    throw new UsageRefused(
      '--key and --checkpoint are for a file: name the one that was exported.',
    );
  }
  const verified = await atConsoleOrHere(
    async (call) => [await call<AuditVerification>('GET', `/audit/verify?log=${options.log}`)],
    async () => (await import('../local/verify-logs')).verifyLogsHere(),
  );
  const ok = verified.every((one) => one.ok);
  const text = verified.map(verificationText).join('\n');
  outputOf(terminal, options).result({ ok, logs: verified }, text);
  if (!ok) throw new CommandRefused('log_differs', 'The log is not what was written.');
}

function verificationText(verified: AuditVerification): string {
  const { ok, events, head, headChecked, faults, checkpoints } = verified;
  return [
    `${ok ? 'ok' : 'NOT ok'}   ${events} events, ${checkpoints} checkpoints, root ${head.root}`,
    ...(headChecked ? [] : [`  ${HEAD_UNCHECKED}`]),
    ...faults.map((fault) => `  ${fault.number}: ${fault.message}`),
  ].join('\n');
}

async function exportTo(
  terminal: Terminal,
  options: LogOptions & { readonly format: string; readonly output?: string },
): Promise<void> {
  if (options.output === undefined && options.json) {
    throw new UsageRefused('With --json say where to with --output: the log itself is the output.');
  }
  await atConsole(async (_call, address) => {
    const query = new URLSearchParams({ log: options.log, format: options.format });
    const body = await downloadFrom(address, `/audit/export?${query}`);
    const source = Readable.fromWeb(body as WebStream<Uint8Array>);
    if (options.output === undefined) {
      // Chunks end anywhere, also within a character.
      const decoder = new TextDecoder();
      for await (const chunk of source) {
        terminal.write(decoder.decode(chunk as Uint8Array, { stream: true }));
      }
      return;
    }
    await pipeline(source, createWriteStream(options.output, { mode: 0o600 }));
    outputOf(terminal, options).result({ file: options.output }, `Written to ${options.output}.`);
  });
}
