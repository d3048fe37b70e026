// One process per data folder: two PGlite instances on the same files would each lose the other's rows.

import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { DatabaseRefusal } from './database-refusal';
import { beat, isAlive, PULSE, readHolder, type LockHolder, type Pulse } from './lock-holder';
import { ownIdentity } from './process-identity';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes `folder` for this process; it is made (0700) when absent. Throws DatabaseRefusal that names
 * the holder. The lock of a dead process is taken over.
 *
 * `lock/N` is the Nth lock ever taken and the highest N counts. Taking is link(2) to N+1, which one
 * process alone can do, and no file goes before a higher one exists: whoever judged an outdated lock
 * fails to link, or sees the higher number and withdraws.
 */
export async function lockFolder(folder: string, pulse: Pulse = PULSE): Promise<FolderLock> {
  const place = path.join(folder, 'lock');
  const own: LockHolder = {
    ...(await ownIdentity()),
    since: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    released: false,
  };
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
    return await withNote(place, own, async (note) => {
      for (;;) {
        const last = await highest(place);
        if (last > 0 && !(await isFree(folder, last, note, pulse))) continue;
        if (await take(place, note, last + 1)) return held(place, last + 1, own, pulse);
      }
    });
  } catch (error) {
    if (error instanceof DatabaseRefusal) throw error;
    throw new DatabaseRefusal(
      'folder_unusable',
      `The data folder ${folder} cannot be locked.`,
      'It must be writable for this user, on a file system with hard links.',
      error,
    );
  }
}

/** False when the lock was replaced meanwhile and has to be looked at again. */
async function isFree(folder: string, last: number, note: string, pulse: Pulse): Promise<boolean> {
  const file = path.join(folder, 'lock', String(last));
  const holder = await readHolder(file);
  if (holder === null) return false;
  if (holder.released || !(await isAlive(holder, file, note, pulse))) return true;
  throw new DatabaseRefusal(
    'folder_in_use',
    `The data folder ${folder} is in use by process ${holder.pid} on ${holder.host}, started ${holder.since}.`,
    'Stop that process, or give this one a DATA_DIR of its own, or use PostgreSQL by DATABASE_URL.',
  );
}

async function take(place: string, note: string, number: number): Promise<boolean> {
  const file = path.join(place, String(number));
  try {
    await link(note, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  const all = await numbers(place);
  const outdated = Math.max(...all) > number ? [number] : all.filter((other) => other < number);
  await Promise.all(outdated.map((other) => rm(path.join(place, String(other)), { force: true })));
  return !outdated.includes(number);
}

async function held(
  place: string,
  number: number,
  own: LockHolder,
  pulse: Pulse,
): Promise<FolderLock> {
  const file = path.join(place, String(number));
  const stop = await beat(file, own, pulse);
  let releasing: Promise<void> | null = null;
  const release = async (): Promise<void> => {
    await stop();
    await withNote(place, { ...own, released: true }, (note) => rename(note, file));
  };
  return { release: () => (releasing ??= release()) };
}

/** A complete file to be linked or renamed into place, so that no reader sees half of one. */
async function withNote<T>(
  place: string,
  holder: LockHolder,
  work: (note: string) => Promise<T>,
): Promise<T> {
  const note = path.join(place, `note-${randomUUID()}`);
  await writeFile(note, JSON.stringify(holder), { mode: 0o600 });
  try {
    return await work(note);
  } finally {
    await rm(note, { force: true });
  }
}

async function numbers(place: string): Promise<number[]> {
  const names = await readdir(place);
  return names.filter((name) => /^\d{1,15}$/.test(name)).map(Number);
}

async function highest(place: string): Promise<number> {
  return Math.max(0, ...(await numbers(place)));
}
