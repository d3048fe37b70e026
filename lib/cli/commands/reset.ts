// `keystow reset`: gives a lost master key up, after everything else was looked into.

import type { Command } from 'commander';
import type { LostKeyTriage } from '@/lib/contracts/lost-key';
import { CommandRefused, UsageRefused } from '../command-refused';
import { atKeyDesk } from '../desks/at-key-desk';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';
import { triageText } from './lost-key-text';

/** Paragraphs; commander breaks the lines. */
const DESCRIPTION = [
  'Give a lost master key up and begin anew.',
  'First it says which key is needed, where it looked, and what would be lost; nothing is changed until its fingerprint is typed. Names, owners, people, tokens and the audit log stay; values are set aside, and the worksheet lists what has to be entered again. Should the key turn up, keystow keys recover opens what was set aside.',
  'The master key that is given when it runs is in force afterwards; without one, config/master.key is generated. With KEYSTOW_URL and KEYSTOW_TOKEN a running console is asked to do it.',
].join('\n\n');

interface Options extends OutputOptions {
  readonly confirm?: string;
}

export function addReset(program: Command, terminal: Terminal): void {
  withOutput(program.command('reset'))
    .summary('give a lost master key up and begin anew')
    .description(DESCRIPTION)
    .option('--confirm <mk_…>', 'the fingerprint of the lost key; asked for on a terminal')
    .action((options: Options) => reset(options, terminal));
}

async function reset(options: Options, terminal: Terminal): Promise<void> {
  const output = outputOf(terminal, options);
  await atKeyDesk(async (desk) => {
    const triage = await desk.triage();
    if (!triage.locked) {
      throw new CommandRefused(
        'not_locked',
        'The master key opens this database: nothing is lost, and nothing was changed.',
      );
    }
    output.note(triageText(triage));
    const confirm = options.confirm ?? (await askFor(triage, terminal, options));
    const done = await desk.reset(confirm);
    output.note(`${done.versions} versions of ${done.secrets} secrets were set aside.`);
    output.note('Start Keystow, and every other node again; /keys/lost lists what to enter.');
    output.note(
      'Deliveries are signed by a new key: what takes them refuses until KEYSTOW_SERVER_KEY is set to it.',
    );
    output.result(done, `${done.masterFingerprint} (${done.source}) is in force.`);
  });
}

async function askFor(
  { needed }: LostKeyTriage,
  terminal: Terminal,
  { json }: Options,
): Promise<string> {
  const known = needed.map(({ fingerprint }) => fingerprint).join(' or ');
  if (!terminal.interactive || json) {
    throw new UsageRefused(`Nothing was changed. To give the key up, pass --confirm ${known}.`);
  }
  const { isCancel, text } = await import('@clack/prompts');
  const typed = await text({
    message: `Type ${known} to give that key up. Its values must be entered again.`,
    input: terminal.input,
    output: terminal.questions,
  });
  if (isCancel(typed)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return typed;
}
