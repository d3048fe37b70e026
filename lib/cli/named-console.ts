// Which console a command speaks to, and as whom: the environment says it, or the saved profile.

import { readFile } from 'node:fs/promises';
import type { ConsoleAddress } from '@/lib/client/console-client';
import { HiddenText, readCommandEnv } from '@/lib/env';
import { UsageRefused } from './command-refused';
import { readProfile } from './profile';
import type { Profile } from './profile';

export interface NamedConsole extends ConsoleAddress {
  /** The keys that its deliveries are signed with; undefined where nobody said. */
  readonly serverKey: string | undefined;
  /** The profile that says so; null where the environment names the console. */
  readonly profile: Profile | null;
}

/**
 * Null where neither names one. The token of a profile goes to the console of that profile alone.
 * Throws UsageRefused for an address without a token, CommandRefused for a profile that cannot be used.
 */
export async function namedConsole(): Promise<NamedConsole | null> {
  const { consoleUrl, serverKey } = readCommandEnv();
  const consoleToken = await givenToken();
  if (consoleUrl !== undefined && consoleToken !== undefined) {
    return { url: consoleUrl, token: consoleToken.reveal(), serverKey, profile: null };
  }
  const saved = await readProfile();
  const profile = saved && (consoleUrl ?? saved.url) === saved.url ? saved : null;
  const url = consoleUrl ?? profile?.url;
  if (url === undefined) return null;
  const token = (consoleToken ?? profile?.token)?.reveal();
  if (token === undefined) {
    throw new UsageRefused('KEYSTOW_URL is set: set KEYSTOW_TOKEN too, a token that may do this.');
  }
  return { url, token, serverKey: serverKey ?? profile?.serverKey, profile };
}

/** Throws UsageRefused for a file without a token, and for what could be none. */
async function givenToken(): Promise<HiddenText | undefined> {
  const { consoleToken, consoleTokenFile: file } = readCommandEnv();
  if (file !== undefined) {
    const token = tokenIn(await readFile(file, 'utf8').catch(() => ''));
    if (token) return token;
    throw new UsageRefused(`KEYSTOW_TOKEN_FILE: ${file} cannot be read, or holds no token.`);
  }
  if (consoleToken === undefined) return undefined;
  const token = tokenIn(consoleToken.reveal());
  if (token) return token;
  throw new UsageRefused('KEYSTOW_TOKEN holds no token: give it as it was shown, without more.');
}

/** Null for what is no token, such as one that could not be put into a header. */
export function tokenIn(text: string): HiddenText | null {
  return /^\s*[\x21-\x7e]{1,500}\s*$/.test(text) ? new HiddenText(text.trim()) : null;
}

/** As `namedConsole`, for what only a running console can do. Throws UsageRefused where none is named. */
export async function neededConsole(): Promise<NamedConsole> {
  const named = await namedConsole();
  if (named) return named;
  throw new UsageRefused(
    'Set KEYSTOW_URL and KEYSTOW_TOKEN, or run keystow login: this asks a running console.',
  );
}
