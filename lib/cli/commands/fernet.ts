// `keystow fernet …`: database connections that another program kept, and moving tokens to the first key.

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ImportedInstance, ReencryptedInstances } from '@/lib/contracts/instance';
import { CommandRefused, UsageRefused } from '../command-refused';
import { atFernetDesk } from '../desks/at-fernet-desk';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { progressOf } from '../progress';
import { readSecret } from '../read-secret';
import { readTokenRows } from '../read-token-rows';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Fernet tokens of database connections.

With KEYSTOW_URL and KEYSTOW_TOKEN these commands ask a running console; without them they work on
the installation of this folder: beside a stopped console, or beside a running one on PostgreSQL.`;

const ROWS_AT_ONCE = 500;

interface ImportOptions extends OutputOptions {
  readonly apply?: boolean;
  readonly organization?: string;
}

export function addFernet(program: Command, terminal: Terminal): void {
  const fernet = program
    .command('fernet')
    .summary('take over Fernet tokens, and move them to another key')
    .description(DESCRIPTION);
  withOutput(fernet.command('import <file>'))
    .summary('take over tokens that another program made; - reads standard input')
    .description(
      'Take over tokens that another program made under FERNET_SECRET_KEY, which the console has to be given too. Each is opened, read as an address and sealed anew. Without --apply nothing is written.',
    )
    .option('--apply', 'write it')
    .option('--organization <slug>', 'whose they become, beside a console with several')
    .action((file: string, options: ImportOptions) => importTokens(terminal, file, options));
  withOutput(fernet.command('reencrypt'))
    .summary('move every token to the first key; run again, it goes on')
    .action((options: OutputOptions) => reencrypt(terminal, options));
}

async function importTokens(
  terminal: Terminal,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const rows = readTokenRows(await textOf(terminal, file));
  const { apply = false, organization } = options;
  await atFernetDesk(async (desk) => {
    const done: ImportedInstance[] = [];
    let made = 0;
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const part = { rows: rows.slice(from, from + ROWS_AT_ONCE), apply };
      const answer = await desk.import(part, organization);
      done.push(...answer.rows);
      made += answer.made;
    }
    const end = apply ? `${made} written.` : 'Nothing was written: give --apply.';
    const text = [...done.map(rowText), end].join('\n');
    outputOf(terminal, options).result({ rows: done, applied: apply, made }, text);
    const invalid = done.filter(({ verdict }) => verdict === 'invalid').length;
    if (invalid > 0) throw new CommandRefused('invalid_rows', `${invalid} left out: see above.`);
  });
}

async function textOf(terminal: Terminal, file: string): Promise<string> {
  if (file !== '-') {
    return readFile(file, 'utf8').catch(() => {
      throw new UsageRefused(`${file} cannot be read.`);
    });
  }
  const given = await readSecret(terminal, 'Give names and tokens.');
  return given.use((bytes) => Buffer.from(bytes).toString('utf8'));
}

function rowText({ name, verdict, reason, ...at }: ImportedInstance): string {
  const { host, port, database, username } = at;
  const leads =
    host === null ? '' : `  ${host}:${port}/${database ?? ''} as ${username || 'nobody'}`;
  return `${verdict.padEnd(9)}  ${name}${leads}${reason === null ? '' : `  ${reason}`}`;
}

/** Ctrl-C stops between two batches. */
async function reencrypt(terminal: Terminal, options: OutputOptions): Promise<void> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    await atFernetDesk(async (desk) => {
      const batches: ReencryptedInstances[] = [];
      const sum = () => batches.reduce((total, { moved }) => total + moved, 0);
      const quiet = options.quiet === true || options.json === true;
      await desk.reencrypt((batch) => {
        batches.push(batch);
        const progress = progressOf(terminal, 'tokens', sum() + batch.left, quiet);
        progress.left(batch.left);
        progress.end();
      }, stop.signal);
      if (stop.signal.aborted) {
        throw new CommandRefused('interrupted', 'Stopped. Run it again to go on; nothing is lost.');
      }
      finish(terminal, options, batches, sum());
    });
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}

function finish(
  terminal: Terminal,
  options: OutputOptions,
  batches: readonly ReencryptedInstances[],
  moved: number,
): void {
  const failed = batches.flatMap((batch) => batch.failed);
  // What could not be opened is all that stays behind.
  const left = failed.length;
  const lines = failed.map(({ slug, reason }) => `not moved  ${slug}  ${reason}`);
  const text = [...lines, `${moved} moved, ${left} under another key.`].join('\n');
  outputOf(terminal, options).result({ moved, left, failed }, text);
  if (left > 0) throw new CommandRefused('not_moved', `${left} could not be opened: see above.`);
}
