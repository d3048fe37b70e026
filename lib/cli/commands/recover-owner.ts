// `keystow recover-owner`: lets an owner in again who has lost the second factor, or the password.

import type { Command } from 'commander';
import { CommandRefused, UsageRefused } from '../command-refused';
import type { Owner } from '../local/recover-owner-locally';
import { outputOf, withOutput } from '../output';
import type { Output, OutputOptions } from '../output';
import type { Terminal } from '../terminal';

/** Paragraphs; commander breaks the lines. */
const DESCRIPTION = [
  'Let an owner in again who has lost the second factor, or the password.',
  'Runs on the server, in the folder of Keystow. It removes the owner’s second factor, ends all sessions of the owner, and prints a link that sets a new password: it works once, within the hour. The audit log tells of it.',
  'The embedded database has one user at a time, so stop the console first; on PostgreSQL it may run meanwhile.',
].join('\n\n');

interface Options extends OutputOptions {
  readonly email?: string;
}

export function addRecoverOwner(program: Command, terminal: Terminal): void {
  withOutput(program.command('recover-owner'))
    .summary('let an owner in again who has lost the second factor')
    .description(DESCRIPTION)
    .option('--email <e-mail>', 'which owner; asked for on a terminal when left out')
    .action((options: Options) => recoverOwner(options, terminal));
}

async function recoverOwner(options: Options, terminal: Terminal): Promise<void> {
  const output = outputOf(terminal, options);
  const { recoverOwnerLocally } = await import('../local/recover-owner-locally');
  const done = await recoverOwnerLocally(options.email, (owners) =>
    chooseOwner(owners, terminal, options),
  );
  const { link, email, expiresAt, secondFactorRemoved, sessionsEnded } = done;
  noteWhatWasDone(output, done);
  output.result({ email, link, expiresAt, secondFactorRemoved, sessionsEnded }, link);
}

/** Asks who it is. Throws UsageRefused where nobody can be asked, with what to pass. */
async function chooseOwner(
  owners: readonly Owner[],
  terminal: Terminal,
  { json }: Options,
): Promise<string> {
  const known = owners.map((owner) => owner.email).join(', ');
  if (owners.length === 0) {
    throw new CommandRefused(
      'no_owner',
      'There is no owner yet. Start the console and open the set-up link it prints.',
    );
  }
  if (!terminal.interactive || json) {
    throw new UsageRefused(`Say which owner with --email. Owners are: ${known}.`);
  }
  const { isCancel, select } = await import('@clack/prompts');
  const chosen = await select({
    message: 'Which owner? The second factor is removed and all sessions end.',
    options: owners.map((owner) => ({
      value: owner.email,
      label: `${owner.email} (${owner.organization})`,
      hint: owner.secondFactor ? 'second factor on' : 'second factor off',
    })),
    input: terminal.input,
    output: terminal.questions,
  });
  if (isCancel(chosen)) throw new CommandRefused('cancelled', 'Nothing was changed.');
  return chosen;
}

function noteWhatWasDone(
  { note }: Output,
  done: {
    readonly email: string;
    readonly secondFactorRemoved: boolean;
    readonly sessionsEnded: number;
    readonly consoleStopped: boolean;
    readonly locked: boolean;
  },
): void {
  const factor = done.secondFactorRemoved
    ? 'the second factor is removed'
    : 'there was no second factor';
  const sessions = done.sessionsEnded === 1 ? '1 session' : `${done.sessionsEnded} sessions`;
  note(`${done.email}: ${factor}, ${sessions} ended.`);
  note('Until a new password is set, the old one signs in alone.');
  if (done.locked) note('The audit log is told when Keystow starts with its master key.');
  const first = done.consoleStopped ? 'Start the console, then open' : 'Open';
  note(`${first} this link once, within the hour, and set a new password:`);
}
