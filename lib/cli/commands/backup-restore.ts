// `keystow backup restore FILE`: beside a stopped console.

import type { Command } from 'commander';
import { Option } from 'commander';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { progressOf } from '../progress';
import type { Progress } from '../progress';
import type { Terminal } from '../terminal';

/** Paragraphs; commander breaks the lines. */
const DESCRIPTION = [
  'Restore a backup file, beside a stopped console.',
  'Into the database that this folder’s console uses, unless --database-url or --embedded says another; it must be empty, or --replace is given, which deletes what is there. The file is checked while it is read: where it differs anywhere from its signed manifest, nothing is changed. A backup of an earlier Keystow is brought up to date.',
  'Who signed the file is printed. Either --key pins the public key, or the master key at hand has to open the key in the backup that signed it, and what is replaced has to be the same installation; --unpinned goes without both.',
  'Everybody signs in again; links to set passwords, intake links, invitations and callback tokens of briefs end. Machine tokens are kept or revoked, as you say: one that leaked or was revoked after the backup lets in again when it is kept.',
  'The console then needs the master key of the backup’s time, which is printed; with another it starts locked and names the one it needs.',
].join('\n\n');

interface Options extends OutputOptions {
  readonly databaseUrl?: string;
  readonly embedded?: boolean;
  readonly replace?: boolean;
  readonly keepTokens?: boolean;
  readonly revokeTokens?: boolean;
  readonly key?: string;
  readonly unpinned?: boolean;
}

export function addBackupRestore(backup: Command, terminal: Terminal): void {
  withOutput(backup.command('restore <file>'))
    .summary('restore a backup file, beside a stopped console')
    .description(DESCRIPTION)
    .addOption(
      new Option('--database-url <url>', 'the database to restore into').conflicts('embedded'),
    )
    .option('--embedded', 'into the embedded database in DATA_DIR')
    .option('--replace', 'delete the console that is there')
    .addOption(new Option('--keep-tokens', 'machine tokens go on').conflicts('revokeTokens'))
    .option('--revoke-tokens', 'machine tokens are revoked')
    .option('--key <key>', 'the pinned public key that must have signed it, name+hash+key')
    .addOption(new Option('--unpinned', 'whoever signed it').conflicts('key'))
    .action((file: string, options: Options) => restore(file, options, terminal));
}

async function restore(file: string, options: Options, terminal: Terminal): Promise<void> {
  const revokeTokens =
    options.revokeTokens ?? (options.keepTokens ? false : await ask(options, terminal));
  const output = outputOf(terminal, options);
  const quiet = options.quiet === true || options.json === true;
  let progress: Progress | undefined;
  const { restoreLocally } = await import('../local/restore-locally');
  const done = await restoreLocally({
    file,
    databaseUrl: options.databaseUrl,
    embedded: options.embedded,
    replace: options.replace ?? false,
    revokeTokens,
    key: options.unpinned ? null : options.key,
    onSigner: ({ signedBy, installationId, takenAt }) => {
      output.note(`Signed by ${signedBy}, of the installation ${installationId}, at ${takenAt}.`);
    },
    onProgress: (rows, total) => {
      progress ??= progressOf(terminal, 'rows', total, quiet);
      progress.left(total - rows);
    },
  });
  progress?.end();
  const { takenAt, rows, needs, unlocked, vouchedBy } = done;
  if (vouchedBy === 'nothing') output.note('Nothing vouches for whoever signed it.');
  if (unlocked) output.note('The master key at hand opens it. Start the console.');
  else {
    output.note(`The master key at hand does not open it. Start the console with ${needs}.`);
    output.note('With another it starts locked, and changes nothing.');
  }
  output.result(done, `Restored as it was at ${takenAt}: ${rows} rows. It needs ${needs}.`);
}

/** Whether machine tokens are revoked. Throws UsageRefused where nobody can be asked. */
async function ask({ json }: Options, terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive || json) {
    throw new UsageRefused('Say what becomes of machine tokens: --keep-tokens or --revoke-tokens.');
  }
  const { isCancel, select } = await import('@clack/prompts');
  const chosen = await select({
    message: 'What becomes of the machine tokens in the backup?',
    options: [
      { value: 'keep', label: 'They go on', hint: 'also those revoked since then' },
      { value: 'revoke', label: 'They are revoked', hint: 'programs need new ones' },
    ],
    input: terminal.input,
    output: terminal.questions,
  });
  if (isCancel(chosen)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return chosen === 'revoke';
}
