// `keystow login` and `logout`: which console commands speak to, and as whom, kept in a file of this user's.

import { Option } from 'commander';
import type { Command } from 'commander';
import { consoleClient } from '@/lib/client/console-client';
import type { ServerKeys } from '@/lib/contracts/delivery';
import { EnvRefusal, readCommandEnv } from '@/lib/env';
import { UsageRefused } from '../command-refused';
import { tokenIn } from '../named-console';
import { outputOf, withOutput } from '../output';
import type { OutputOptions } from '../output';
import { askToTrust } from '../pinned-server-key';
import { deleteProfile, profilePath, saveProfile } from '../profile';
import { readSecret } from '../read-secret';
import type { Terminal } from '../terminal';

const DESCRIPTION = `Saves the address of a console and a machine token for later commands.

The token is read from standard input or asked for, checked against the console, and kept in a file that
only you can read. At a terminal you are also asked whether to trust the key that the console signs
deliveries with; elsewhere give --server-key or KEYSTOW_SERVER_KEY. KEYSTOW_URL and KEYSTOW_TOKEN in the
environment go before what is saved.`;

interface LoginOptions extends OutputOptions {
  readonly url?: string;
  readonly serverKey?: string;
}

export function addLogin(program: Command, terminal: Terminal): void {
  withOutput(program.command('login'))
    .summary('save a console and a token for later commands')
    .description(DESCRIPTION)
    .option('--url <address>', 'where the console is; left out: KEYSTOW_URL')
    .addHelpText('after', '\nExample:\n  keystow login --url https://keys.example.org < token.txt')
    .addOption(new Option('--server-key <key>', 'as shown beside the token'))
    .action((options: LoginOptions) => login(terminal, options));
  withOutput(program.command('logout'))
    .summary('forget the saved console and token')
    .description('Deletes the saved profile. The token itself is revoked in the console.')
    .action(async (options: OutputOptions) => {
      const deleted = await deleteProfile();
      const text = deleted ? 'The profile is deleted.' : 'There was no profile.';
      outputOf(terminal, options).result({ deleted }, text);
    });
}

async function login(terminal: Terminal, options: LoginOptions): Promise<void> {
  const [typed, around] = [typedOf(options), readCommandEnv()];
  const url = typed.consoleUrl ?? around.consoleUrl;
  if (url === undefined) throw new UsageRefused('Give --url: where the console is.');
  const secret = await readSecret(terminal, `Give a machine token of ${url}.`);
  const token = secret.use((bytes) => tokenIn(Buffer.from(bytes).toString('utf8')));
  if (!token) throw new UsageRefused('That is no token: give it as it was shown, without more.');
  const address = { url, token: token.reveal() };
  const { current, next } = await consoleClient(address)<ServerKeys>('GET', '/server-key');
  const pinned = typed.serverKey ?? around.serverKey;
  const serverKey =
    pinned ?? (terminal.interactive ? await askToTrust(address, terminal) : undefined);
  const output = outputOf(terminal, options);
  const pins = pinned?.split(/\s*,\s*/);
  if (pins && !pins.includes(current)) {
    output.note(
      `The console signs with ${current}, which is not pinned: keystow run refuses what it delivers. Compare it with the page of the token.`,
    );
  } else if (pins && next !== null && !pins.includes(next)) {
    output.note(`Keys are being changed: pin ${next} too, which signs next.`);
  }
  if (serverKey === undefined) {
    output.note(
      'No server key is pinned: keystow run needs --server-key here, or KEYSTOW_SERVER_KEY.',
    );
  }
  await saveProfile({ url, token, serverKey });
  const facts = { url, profile: profilePath(), serverKey: serverKey ?? null };
  output.result(facts, `Saved for ${url} in ${facts.profile}.`);
}

/** What the options say, read as their variables are. Throws UsageRefused, which names the option. */
function typedOf({ url = '', serverKey = '' }: LoginOptions): ReturnType<typeof readCommandEnv> {
  try {
    return readCommandEnv({ KEYSTOW_URL: url, KEYSTOW_SERVER_KEY: serverKey });
  } catch (error) {
    if (!(error instanceof EnvRefusal)) throw error;
    const named = error.message
      .replace('KEYSTOW_URL', '--url')
      .replace('KEYSTOW_SERVER_KEY', '--server-key');
    throw new UsageRefused(named);
  }
}
