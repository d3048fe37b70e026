// `keystow backup …`: backups taken, verified, restored and tried.

import type { Command } from 'commander';
import type { BackupView, RestoreDrill } from '@/lib/contracts/backup';
import { faultOf } from '@/lib/domain/drill-fault';
import { fromTypeId } from '@/lib/domain/ids';
import type { BackupDesk } from '../desks/backup-desk';
import { atBackupDesk } from '../desks/at-backup-desk';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';
import { addBackupRestore } from './backup-restore';

const DESCRIPTION = `Backups of the database: one signed file each, in the backup folder of the server.

A backup holds no key. It needs the master key of its time, whose fingerprint it names: keep the two apart, and both.
With KEYSTOW_URL and KEYSTOW_TOKEN a running console is asked, and the token needs backups:manage; without them it is
the installation of this folder. Restoring is done beside a stopped console, and a file is verified without any.`;

type KeyOptions = OutputOptions & { readonly key?: string };

export function addBackup(program: Command, terminal: Terminal): void {
  const backup = program
    .command('backup')
    .summary('take, verify, restore and try backups')
    .description(DESCRIPTION);
  withOutput(backup.command('create'))
    .summary('take a backup now')
    .action((options: OutputOptions) =>
      atBackupDesk(async (desk) => {
        const made = await desk.create();
        outputOf(terminal, options).note(
          `It needs the master key ${made.needs}; it does not hold it.`,
        );
        outputOf(terminal, options).result(made, `${made.id}  ${made.path}`);
      }),
    );
  withOutput(backup.command('list'))
    .summary('list them, with what is known of each')
    .action((options: OutputOptions) =>
      atBackupDesk(async (desk) => {
        const all = await desk.list();
        const text =
          all.items.length > 0 ? all.items.map(lineOf).join('\n') : 'None was taken yet.';
        const output = outputOf(terminal, options);
        if (all.unknownFiles.length > 0) {
          output.note(`Nothing is known of these files there: ${all.unknownFiles.join(', ')}.`);
        }
        output.result(all, text);
      }),
    );
  withOutput(backup.command('verify <file-or-id>'))
    .summary(
      'compare every byte with the signed manifest: a file offline, or by the id of a backup',
    )
    .option('--key <key>', 'the pinned public key that must have signed the file, name+hash+key')
    .action((what: string, options: KeyOptions) => verify(terminal, what, options));
  withOutput(backup.command('drill <id>'))
    .summary('restore it into a scratch database, and open it with the master key at hand')
    .option('--other-key', 'try another master key, from standard input or a hidden prompt')
    .action((id: string, options: OutputOptions & { readonly otherKey?: boolean }) =>
      drill(terminal, id, options),
    );
  addBackupRestore(backup, terminal);
}

async function verify(terminal: Terminal, what: string, options: KeyOptions): Promise<void> {
  const output = outputOf(terminal, options);
  if (fromTypeId(['backup'], what) !== null) {
    if (options.key !== undefined) throw new UsageRefused('--key is for a file.');
    return atBackupDesk(async (desk: BackupDesk) => {
      const seen = await desk.verify(what);
      output.result(seen, lineOf(seen));
      if (seen.fault !== null) throw new CommandRefused('backup_differs', seen.fault);
    });
  }
  const { verifyBackupFile } = await import('../local/verify-backup-file');
  const { manifest, keyAtHand } = await verifyBackupFile(what, options.key);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const fits = keyAtHand === manifest.masterFingerprint;
  const at = keyAtHand === null ? 'none is at hand' : fits ? 'the one at hand' : `not ${keyAtHand}`;
  output.note(`It needs the master key ${manifest.masterFingerprint}, ${at}; it holds none.`);
  if (options.key === undefined) {
    output.note(`Signed by ${manifest.verifierKey}: give that by --key to be sure who did.`);
  }
  const text = `ok   taken ${manifest.takenAt}, ${rows} rows of ${manifest.tables.length} tables`;
  output.result({ ok: true, rows, keyAtHand, ...manifest }, text);
}

async function drill(
  terminal: Terminal,
  id: string,
  options: OutputOptions & { readonly otherKey?: boolean },
): Promise<void> {
  const key = options.otherKey
    ? await readSecret(terminal, 'Give the master key to try.')
    : undefined;
  await atBackupDesk(async (desk) => {
    const done = await desk.drill(id, key);
    outputOf(terminal, options).result(done, drillText(done));
    if (!done.passed) throw new CommandRefused('drill_failed', 'The drill did not pass.');
  });
}

function drillText({ steps, passed, seconds }: RestoreDrill): string {
  const lines = steps.map(({ step, ok, text }) => `${ok ? 'ok  ' : 'FAIL'} ${step}  ${text}`);
  return [...lines, `${passed ? 'passed' : 'NOT passed'} in ${seconds} s`].join('\n');
}

function lineOf({
  id,
  takenAt,
  bytes,
  needs,
  present,
  verifiedAt,
  fault,
  drill: tried,
}: BackupView) {
  const verified = verifiedAt === null ? 'not verified' : `verified ${verifiedAt.slice(0, 10)}`;
  const judged = fault === null ? verified : `DIFFERS: ${fault}`;
  const drilled = tried
    ? `, drill ${tried.passed ? 'passed' : 'FAILED'} ${tried.drilledAt.slice(0, 10)}${tried.passed ? '' : `: ${faultOf(tried)}`}`
    : '';
  return `${id}  ${takenAt}  ${bytes} bytes  needs ${needs}  ${present ? judged : 'the file is GONE'}${drilled}`;
}
