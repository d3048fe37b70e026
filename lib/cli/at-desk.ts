// Whether a command asks a running console or works on the installation of this folder.

import { consoleClient } from '@/lib/client/console-client';
import type { ConsoleAddress, ConsoleCall } from '@/lib/client/console-client';
import { readEnv } from '@/lib/env';
import { UsageRefused } from './command-refused';

/** `KEYSTOW_URL` and `KEYSTOW_TOKEN` lead to a running console; without them it is this folder's. */
export async function atConsoleOrHere<T>(
  atConsole: (call: ConsoleCall, address: ConsoleAddress) => Promise<T>,
  here: () => Promise<T>,
): Promise<T> {
  const { consoleUrl: url, consoleToken } = readEnv();
  if (url === undefined) return here();
  const token = consoleToken?.reveal();
  if (token === undefined) {
    throw new UsageRefused('KEYSTOW_URL is set: set KEYSTOW_TOKEN too, a token that may do this.');
  }
  return atConsole(consoleClient({ url, token }), { url, token });
}

/** For what only a running console can do. Throws UsageRefused where none is named. */
export function atConsole<T>(
  work: (call: ConsoleCall, address: ConsoleAddress) => Promise<T>,
): Promise<T> {
  return atConsoleOrHere(work, async () => {
    throw new UsageRefused('Set KEYSTOW_URL and KEYSTOW_TOKEN: this asks a running console.');
  });
}
