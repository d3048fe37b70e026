// `keystow doctor`: looks at the installation of this folder and says what to mend.

import type { Command } from 'commander';
import type { CheckStatus, DoctorCheck } from '@/lib/domain/doctor-check';
import { CommandRefused } from '../command-refused';
import { outputOf, withOutput, type OutputOptions } from '../output';
import { progressOf, type Progress } from '../progress';
import type { Terminal } from '../terminal';

const DESCRIPTION = [
  'Look at the installation of this folder, and say for each thing whether it is well, and if not what to do. It changes nothing and prints no key and no value.',
  'It works beside a stopped console, and beside a running one on PostgreSQL. A running console has the embedded database to itself: set KEYSTOW_URL and KEYSTOW_TOKEN, and it is asked.',
  'Exit codes: 0 no problem was found, warnings there may be; 1 a problem was found; 2 the command was put wrongly.',
].join('\n\n');

const MARK: Readonly<Record<CheckStatus, string>> = {
  ok: 'ok      ',
  warning: 'warning ',
  problem: 'PROBLEM ',
};

interface Options extends OutputOptions {
  readonly deep?: boolean;
}

export function addDoctor(program: Command, terminal: Terminal): void {
  withOutput(program.command('doctor'))
    .summary('look at this installation and say what to mend')
    .description(DESCRIPTION)
    .option('--deep', 'open every stored value, not a sample')
    .action((options: Options) => doctor(terminal, options));
}

async function doctor(terminal: Terminal, options: Options): Promise<void> {
  const { examine } = await import('../local/doctor/examine');
  const quiet = options.quiet === true || options.json === true;
  let progress: Progress | null = null;
  const checks = await examine({
    deep: options.deep === true,
    onProgress: (left, total) => {
      if (!options.deep) return;
      progress ??= progressOf(terminal, 'values', total, quiet);
      progress.left(left);
      if (left === 0) progress.end();
    },
  });
  outputOf(terminal, options).result({ checks }, checks.map(lineOf).join('\n'));
  const problems = checks.filter((check) => check.status === 'problem').length;
  if (problems > 0) {
    const found = problems === 1 ? '1 problem was found.' : `${problems} problems were found.`;
    throw new CommandRefused('problems_found', found);
  }
}

function lineOf({ id, status, message, remedy }: DoctorCheck): string {
  return `${MARK[status]} ${id.padEnd(14)} ${message}${remedy ? `\n${' '.repeat(24)}${remedy}` : ''}`;
}
