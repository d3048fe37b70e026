// `keystow keys …`: the life of the master key from the command line.

import { randomBytes } from 'node:crypto';
import { Option, type Command } from 'commander';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { deriveMasterKey, readMasterKey } from '@/lib/crypto/master-key';
import { KEY_CAUSES } from '@/lib/domain/key-operation';
import { UsageRefused } from '../command-refused';
import { atKeyDesk } from '../desks/at-key-desk';
import type { KeyDesk } from '../desks/key-desk';
import { outputOf, withOutput, type OutputOptions } from '../output';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';
import { begin, printOperation, type CauseOptions } from './keys-operation';
import { addKeysJwt } from './keys-jwt';
import { addLostKeys } from './keys-lost';
import { addReencrypt } from './keys-reencrypt';
import { overviewText, pinText } from './keys-status-text';

const DESCRIPTION = `The life of the master key.

With KEYSTOW_URL and KEYSTOW_TOKEN these commands ask a running console; without them they work on
the installation of this folder: beside a stopped console, or beside a running one on PostgreSQL.

Changing the master key, by hand:  generate, stage, deploy it and start the nodes, finish.
A config/master.key that Keystow made:  promote writes a new one, then finish.`;

const NO_INSTALLATION = '00000000-0000-0000-0000-000000000000';

export function addKeys(program: Command, terminal: Terminal): void {
  const keys = program
    .command('keys')
    .summary('see, change and re-encrypt under keys')
    .description(DESCRIPTION);
  const sub = (name: string, summary: string) =>
    withOutput(keys.command(name)).summary(summary).description(`${summary}.`);
  const acting = (
    name: string,
    summary: string,
    act: (desk: KeyDesk) => Promise<KeyOperationView>,
  ) =>
    sub(name, summary).action((options: OutputOptions) =>
      atKeyDesk(async (desk) => printOperation(terminal, options, await act(desk))),
    );

  sub('status', 'Say which keys there are, who runs on them, and what is under way').action(
    (options: OutputOptions) =>
      atKeyDesk(async (desk) => {
        const overview = await desk.overview();
        outputOf(terminal, options).result(overview, overviewText(overview));
      }),
  );
  sub('generate', 'Print a new master key, 32 random bytes in hex; it is stored nowhere').action(
    (options: OutputOptions) => generate(terminal, options),
  );
  sub('fingerprint', 'Read a master key and print its fingerprint')
    .option(
      '--installation <id>',
      'the id of the installation, which a passphrase is stretched with',
    )
    .action((options: OutputOptions & { installation?: string }) => fingerprint(terminal, options));
  withCause(sub('stage', 'Read a new master key and wrap the root key under it as well')).action(
    (options: CauseOptions) => stage(terminal, options),
  );
  withCause(sub('promote', 'Put a new or the staged master key in force')).action(
    (options: CauseOptions) =>
      atKeyDesk(async (desk) => {
        await begin(desk, options);
        printOperation(terminal, options, await desk.promote());
      }),
  );
  sub('finish', 'Retire the old master key')
    .requiredOption('--fingerprint <mk_…>', 'typed from the copy of the new key kept elsewhere')
    .action((options: OutputOptions & { fingerprint: string }) =>
      atKeyDesk(async (desk) =>
        printOperation(terminal, options, await desk.finish(options.fingerprint)),
      ),
    );
  acting('rollback', 'Drop the staged key, or put the old one in force again', (desk) =>
    desk.rollBack(),
  );
  addReencrypt(withCause(sub('reencrypt', 'Seal every value again under new keys')), terminal);
  addLostKeys(sub, terminal);
  addKeysJwt(keys, terminal);
  sub('retire', 'Delete the old keys once nothing lies under them').action(
    (options: OutputOptions) => retire(terminal, options),
  );
}

function withCause(command: Command): Command {
  return command
    .addOption(
      new Option('--cause <cause>', 'what happened; decides how deep the change goes')
        .choices(KEY_CAUSES)
        .default('window_over'),
    )
    .option('--change <number>', 'the number of your change record');
}

async function generate(terminal: Terminal, options: OutputOptions): Promise<void> {
  const key = randomBytes(32).toString('hex');
  const { fingerprint } = await deriveMasterKey(readMasterKey(key), NO_INSTALLATION);
  const output = outputOf(terminal, options);
  output.note(`${fingerprint}: keep a copy off this machine. It is printed this once.`);
  output.result({ key, fingerprint }, key);
}

async function fingerprint(
  terminal: Terminal,
  options: OutputOptions & { readonly installation?: string },
): Promise<void> {
  const key = await readSecret(terminal, 'Give the master key.');
  const input = readMasterKey(key.use((bytes) => Buffer.from(bytes).toString('utf8')));
  if (input.mode === 'passphrase' && !options.installation) {
    throw new UsageRefused(
      'A passphrase is stretched with the id of its installation: give --installation.',
    );
  }
  const master = await deriveMasterKey(input, options.installation ?? NO_INSTALLATION);
  outputOf(terminal, options).result({ fingerprint: master.fingerprint }, master.fingerprint);
}

/** One of the keys that go signs deliveries: who pins that alone is refused from then on. */
async function retire(terminal: Terminal, options: OutputOptions): Promise<void> {
  await atKeyDesk(async (desk) => {
    const runners = (await desk.overview()).operation?.reencryption?.runners;
    const done = await desk.retire();
    if (runners) outputOf(terminal, options).note(pinText(runners));
    printOperation(terminal, options, done);
  });
}

async function stage(terminal: Terminal, options: CauseOptions): Promise<void> {
  const key = await readSecret(terminal, 'Give the new master key.');
  await atKeyDesk(async (desk) => {
    await begin(desk, options);
    printOperation(terminal, options, await desk.stage(key));
  });
}
