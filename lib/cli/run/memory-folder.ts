// A folder that exists in memory alone, for values that are delivered as files.

import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandRefused } from '../command-refused';
import { folderPrefix, sweepFolders } from './left-folders';

/** statfs(2): file systems that keep nothing on a disk. */
const IN_MEMORY = new Map([
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

export interface MemoryFolder {
  /** Absolute; 0700. */
  readonly path: string;
  /** Writes a file that only this user reads, 0600. Resolves to its absolute path. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/**
 * Makes a folder of its own in the first of `places` that lies in memory, and removes there what runners left
 * that were killed. Throws CommandRefused where none does: nothing is written to a disk instead.
 */
export async function makeMemoryFolder(places: readonly string[]): Promise<MemoryFolder> {
  for (const place of places) {
    if (!(await isInMemory(place))) continue;
    await sweepFolders(place);
    const folder = await mkdtemp(path.join(place, folderPrefix())).catch(() => null);
    if (folder === null) continue;
    return {
      path: folder,
      write: async (name, bytes) => {
        const file = path.join(folder, name);
        await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
        return file;
      },
      remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    };
  }
  const message = `A secret is delivered as a file, and there is no folder in memory for it: ${places.join(' and ')} must be a tmpfs that can be written to.`;
  throw new CommandRefused('no_memory_folder', message);
}

async function isInMemory(place: string): Promise<boolean> {
  return statfs(place).then(
    ({ type }) => IN_MEMORY.has(type),
    () => false,
  );
}
