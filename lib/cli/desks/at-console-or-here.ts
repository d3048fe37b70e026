// Whether a command asks a running console or works on the installation of this folder.

import { existsSync } from 'node:fs';
import { consoleClient } from '@/lib/client/console-client';
import type { ConsoleAddress, ConsoleCall } from '@/lib/client/console-client';
import { readCommandEnv, readDatabasePlace } from '@/lib/env';
import { namedConsole, neededConsole } from '../named-console';

/**
 * `KEYSTOW_URL` and `KEYSTOW_TOKEN` lead to a running console; without them it is this folder's. The saved
 * profile counts where this folder has no installation: on a server nobody means another one by it.
 */
export async function atConsoleOrHere<T>(
  atConsole: (call: ConsoleCall, address: ConsoleAddress) => Promise<T>,
  here: () => Promise<T>,
): Promise<T> {
  if (readCommandEnv().consoleUrl === undefined && hasInstallation()) return here();
  const named = await namedConsole();
  return named ? atConsole(consoleClient(named), named) : here();
}

/** For what only a running console can do. Throws UsageRefused where none is named. */
export async function atConsole<T>(
  work: (call: ConsoleCall, address: ConsoleAddress) => Promise<T>,
): Promise<T> {
  const named = await neededConsole();
  return work(consoleClient(named), named);
}

function hasInstallation(): boolean {
  const { elsewhere, dataDir } = readDatabasePlace();
  return elsewhere || existsSync(dataDir);
}
