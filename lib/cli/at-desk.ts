// Whether a command asks a running console or works on the installation of this folder.

import { consoleClient } from '@/lib/client/console-client';
import type { ConsoleCall } from '@/lib/client/console-client';
import { readEnv } from '@/lib/env';
import { UsageRefused } from './command-refused';

/** `KEYSTOW_URL` and `KEYSTOW_TOKEN` lead to a running console; without them it is this folder's. */
export async function atConsoleOrHere<T>(
  atConsole: (call: ConsoleCall) => Promise<T>,
  here: () => Promise<T>,
): Promise<T> {
  const { consoleUrl, consoleToken } = readEnv();
  if (consoleUrl === undefined) return here();
  const token = consoleToken?.reveal();
  if (token === undefined) {
    throw new UsageRefused('KEYSTOW_URL is set: set KEYSTOW_TOKEN too, a token with keys:manage.');
  }
  return atConsole(consoleClient({ url: consoleUrl, token }));
}
