// The key that deliveries have to be signed with: pinned by the environment or the profile, or trusted once.

import type { KeyObject } from 'node:crypto';
import { consoleClient } from '@/lib/client/console-client';
import type { ConsoleAddress } from '@/lib/client/console-client';
import type { ServerKeys } from '@/lib/contracts/delivery';
import { readServerKeys } from '@/lib/crypto/server-key';
import { readCommandEnv } from '@/lib/env';
import { CommandRefused, UsageRefused } from './command-refused';
import type { NamedConsole } from './named-console';
import { readProfile, saveProfile } from './profile';
import type { Terminal } from './terminal';

/**
 * By kid. Where none is pinned, somebody at a terminal with a saved profile is asked, and the answer is kept
 * there. Throws UsageRefused elsewhere.
 */
export async function pinnedServerKeys(
  named: NamedConsole,
  terminal: Terminal,
): Promise<Map<string, KeyObject>> {
  const text = named.serverKey ?? (await trustOnFirstUse(named, terminal));
  const keys = readServerKeys(text);
  if (keys) return keys;
  throw new UsageRefused(
    'The pinned server key cannot be used. Set KEYSTOW_SERVER_KEY as shown beside the token.',
  );
}

async function trustOnFirstUse(named: NamedConsole, terminal: Terminal): Promise<string> {
  const { profile } = named;
  if (profile === null || !terminal.interactive) {
    throw new UsageRefused(
      'Set KEYSTOW_SERVER_KEY, shown beside the token: what the console delivers is checked against it.',
    );
  }
  const serverKey = await askToTrust(named, terminal);
  await saveProfile({ ...profile, serverKey });
  return serverKey;
}

/**
 * Adds the key that signs next to those of the saved profile, where they came from there. A profile that
 * cannot be written is left: the run itself knows the key.
 */
export async function keepServerKey({ profile }: NamedConsole, next: string): Promise<void> {
  const pinnedByEnvironment = readCommandEnv().serverKey !== undefined;
  if (profile === null || pinnedByEnvironment) return;
  try {
    const saved = await readProfile();
    if (saved?.url !== profile.url || saved.serverKey === undefined) return;
    const pinned = saved.serverKey.split(',').map((one) => one.trim());
    if (pinned.includes(next)) return;
    await saveProfile({ ...saved, serverKey: [...pinned, next].join(',') });
  } catch {
    return;
  }
}

/** Shows the key that the console names and asks. Throws CommandRefused where it is not trusted. */
export async function askToTrust(console: ConsoleAddress, terminal: Terminal): Promise<string> {
  const { pin } = await consoleClient(console)<ServerKeys>('GET', '/server-key');
  if (!readServerKeys(pin)) {
    throw new CommandRefused('server_key', 'The console names a server key that is none.');
  }
  const { confirm } = await import('@clack/prompts');
  const message = `${console.url} signs deliveries with ${pin}. Compare it with the page of a token in the console. Trust it from now on?`;
  const { input, questions: output } = terminal;
  const trusted = await confirm({ message, input, output, initialValue: false });
  if (trusted === true) return pin;
  throw new CommandRefused('not_trusted', 'The key is not trusted; nothing was done.');
}
