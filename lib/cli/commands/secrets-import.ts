// `keystow secrets import`: many secrets from one text, reviewed before they are written.

import { Option } from 'commander';
import type { Command } from 'commander';
import type { ImportResult, ImportVerdictRow } from '@/lib/contracts/import';
import { IMPORT_FORMATS } from '@/lib/domain/import/import-format';
import { atConsole } from '../desks/at-console-or-here';
import { CommandRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { placeOption } from '../place-option';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';
import { secretsAt } from './secrets-path';

interface ImportOptions extends OutputOptions {
  readonly scope: string;
  readonly format?: string;
  readonly apply?: boolean;
  readonly discard?: string;
  readonly reason?: string;
}

export function addSecretsImport(secrets: Command, terminal: Terminal): void {
  withOutput(secrets.command('import'))
    .summary('say what an import from standard input would do, or do it with --apply')
    .description(
      'Takes a .env, JSON, YAML or Docker text or Kubernetes Secrets on standard input. With --apply all rows are written, or none when one is invalid.',
    )
    .addOption(placeOption())
    .addOption(
      new Option('--format <format>', 'left out: told by the text').choices(IMPORT_FORMATS),
    )
    .option('--discard <names>', 'what to leave out, divided by commas')
    .option('--reason <text>', 'why, for the audit log')
    .option('--apply', 'write it')
    .action((options: ImportOptions) => importText(terminal, options));
}

async function importText(terminal: Terminal, options: ImportOptions): Promise<void> {
  const path = `${secretsAt(options.scope)}/import`;
  const given = await readSecret(terminal, 'Give the text to import.');
  const { format, apply, reason } = options;
  const discard = options.discard?.split(/[\s,]+/).filter(Boolean);
  const text = given.use((bytes) => Buffer.from(bytes).toString('utf8'));
  await atConsole(async (call) => {
    const body = { format, text, apply, discard, reason };
    const result = await call<ImportResult>('POST', path, body);
    outputOf(terminal, options).result(result, resultText(result));
    if (!apply && result.counts.invalid > 0) {
      throw new CommandRefused('invalid_rows', 'With --apply nothing would be written: see above.');
    }
  });
}

function resultText({ rows, applied }: ImportResult): string {
  const end = applied > 0 ? `${applied} written.` : 'Nothing was written.';
  return [...rows.map(rowText), end].join('\n');
}

function rowText({ key, line, verdict, reason }: ImportVerdictRow): string {
  return `${verdict.padEnd(9)}  ${key || `line ${line}`}${reason === null ? '' : `  ${reason}`}`;
}
