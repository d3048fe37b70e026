// The temporary folder of a drill: gone when it ends, and swept away later where its process was killed.

import { lstat, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'server-only';
import { DatabaseRefusal } from '@/lib/db/connection/database-refusal';
import { lockFolder } from '@/lib/db/connection/folder-lock';

const PREFIX = 'keystow-drill-';
/** From its making until the database in it is locked. */
const UNLOCKED_MS_MAX = 60_000;

/** Runs `work` in a folder of its own, which is deleted then. */
export async function inScratchFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Deletes those whose process is gone; another console on this machine may be at one of its own. */
export async function sweepScratch(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = path.join(tmpdir(), name);
    if (await isLeft(folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isLeft(folder: string): Promise<boolean> {
  try {
    const { uid, mtimeMs } = await lstat(folder);
    if (uid !== process.getuid?.()) return false;
    const locked = await stat(path.join(folder, 'lock')).catch(() => null);
    if (!locked) return Date.now() - mtimeMs > UNLOCKED_MS_MAX;
    await (await lockFolder(folder)).release();
    return true;
  } catch (error) {
    // In use, of another user, or gone meanwhile.
    if (error instanceof DatabaseRefusal) return false;
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
