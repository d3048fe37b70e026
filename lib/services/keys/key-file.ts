// Key files in the configuration folder: read whole, written once, never overwritten.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { KeystowError } from '@/lib/domain/errors';
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
 * Writes 32 random bytes as hex, or `text`, 0600, both file and folder synced before it returns. Does nothing
 * when another process has already made the file. Throws a refusal naming `variable` as the remedy.
 */
export async function generateKeyFile(
  file: string,
  variable: string,
  text?: string,
): Promise<void> {
  const folder = path.dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeKey(file, text);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return;
    throw new BootRefusal(
      'config_not_writable',
      `No ${variable} is set and ${file} cannot be written. Set ${variable}, or make the folder writable.`,
    );
  }
}

/** Where the next key waits until it takes the place of `file`. */
export function newKeyFile(file: string): string {
  return `${file}.new`;
}

/**
 * Writes the next key beside `file`, generated unless `text` is given; one that was left there by a
 * start cut off is overwritten.
 */
export async function writeNewKeyFile(file: string, text?: string): Promise<void> {
  try {
    await rm(newKeyFile(file), { force: true });
    await writeKey(newKeyFile(file), text);
  } catch {
    throw new KeystowError(
      'conflict',
      `${path.dirname(file)} cannot be written. Stage a new key and deploy it yourself.`,
    );
  }
}

/** The old key stays as `<file>.<fingerprint>`; the rename is the moment the new one counts. */
export async function putKeyFileInForce(file: string, oldFingerprint: string): Promise<void> {
  const kept = `${file}.${oldFingerprint}`;
  await rm(kept, { force: true });
  await link(file, kept);
  await putNewFileInPlace(file);
}

/** The next key takes the place of `file` at once; both are never there under one name. */
export async function putNewFileInPlace(file: string): Promise<void> {
  await rename(newKeyFile(file), file);
  await syncFolder(path.dirname(file));
}

export async function abandonNewKeyFile(file: string): Promise<void> {
  await rm(newKeyFile(file), { force: true });
}

async function writeKey(file: string, text = randomBytes(32).toString('hex')): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(path.dirname(file));
}

/** So that what was renamed, linked or removed in it stays so. */
export async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  await directory.sync().finally(() => directory.close());
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
