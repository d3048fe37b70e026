// The profile that `keystow login` saves: where the console is, as whom, and which key it signs with.

import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { HiddenText, readCommandEnv } from '@/lib/env';
import { CommandRefused } from './command-refused';

const stored = z.strictObject({
  url: z.string(),
  token: z.string(),
  serverKey: z.string().optional(),
});

export interface Profile {
  readonly url: string;
  readonly token: HiddenText;
  /** As KEYSTOW_SERVER_KEY; undefined until somebody trusted it. */
  readonly serverKey: string | undefined;
}

/** XDG Base Directory Specification 0.8. */
export function profilePath(): string {
  const home = readCommandEnv().configHome ?? path.join(homedir(), '.config');
  return path.join(home, 'keystow', 'profile.json');
}

/** Null where there is none. Throws CommandRefused where others can read it, or it is no profile. */
export async function readProfile(): Promise<Profile | null> {
  const file = profilePath();
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0) {
      const message = `${file} can be read by others. Run chmod 600 on it, or keystow login again.`;
      throw new CommandRefused('profile_open', message);
    }
    const { token, url, serverKey } = stored.parse(JSON.parse(await handle.readFile('utf8')));
    return { url, token: new HiddenText(token), serverKey };
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    const message = `${file} is no profile of keystow. Run keystow login again.`;
    throw new CommandRefused('profile_broken', message);
  } finally {
    await handle.close();
  }
}

/** Written whole or not at all, readable by this user alone. Resolves to its path. */
export async function saveProfile({ url, token, serverKey }: Profile): Promise<string> {
  const file = profilePath();
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await closeFolder(path.dirname(file));
  const unfinished = `${file}.${process.pid}`;
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    const pinned = serverKey === undefined ? {} : { serverKey };
    await handle.writeFile(`${JSON.stringify({ url, token: token.reveal(), ...pinned })}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
  return file;
}

/** Whether there was one. */
export async function deleteProfile(): Promise<boolean> {
  const file = profilePath();
  const there = await stat(file).then(
    () => true,
    () => false,
  );
  await rm(file, { force: true });
  return there;
}

async function closeFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700);
}
