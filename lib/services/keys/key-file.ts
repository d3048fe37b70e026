// Key files in the configuration folder: read whole, written once, never overwritten.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BootRefusal } from './boot-refusal';

/** The text of a key file less one trailing newline, or null where there is none. */
export async function readKeyFile(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw new BootRefusal('key_file_unreadable', `${file} cannot be read. Check its permissions.`);
  }
}

/**
 * Writes 32 random bytes as hex, 0600, both file and folder synced before it returns. Does nothing
 * when another process has already made the file. Throws a refusal naming `variable` as the remedy.
 */
export async function generateKeyFile(file: string, variable: string): Promise<void> {
  const folder = path.dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(32).toString('hex')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const directory = await open(folder, 'r');
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    if (isCode(error, 'EEXIST')) return;
    throw new BootRefusal(
      'config_not_writable',
      `No ${variable} is set and ${file} cannot be written. Set ${variable}, or make the folder writable.`,
    );
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
