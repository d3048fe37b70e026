// Folders of files that a runner left behind because it was killed: found by the process they are named after.

import { readFileSync, readlinkSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** `keystow-`, process, when it started (clock ticks since boot), its pid namespace, and six at random. */
const FOLDER = /^keystow-(\d+)-(\d+)-(\d+)-\w{6}$/;
/** Containers may share it, which do not see each other's processes. */
const SHARED_PLACE = '/dev/shm';

/** Of the folders that this process makes. */
export function folderPrefix(): string {
  return `keystow-${process.pid}-${startOf(process.pid) ?? 0}-${namespace()}-`;
}

/** Removes those of this user whose process is gone; never rejects. */
export async function sweepFolders(place: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const names = await readdir(place).catch(() => []);
  for (const name of names.filter((one) => isLeft(one, place))) {
    const folder = path.join(place, name);
    const found = await stat(folder).catch(() => null);
    if (found?.uid !== process.getuid?.()) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isLeft(name: string, place: string): boolean {
  const [, pid, start, seenIn] = FOLDER.exec(name) ?? [];
  if (pid === undefined || (seenIn !== namespace() && place === SHARED_PLACE)) return false;
  return startOf(Number(pid)) !== start;
}

/** proc(5), field 22 of stat; null where there is no such process. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function namespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
