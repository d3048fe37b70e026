// Is there room on the disk of DATA_DIR?

import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

const MIB = 1024 * 1024;
const NEEDED_MIB = 100;
const WANTED_MIB = 1024;

/** `free` in bytes. */
export function judgeDiskSpace(folder: string, free: number): DoctorCheck {
  const mib = Math.floor(free / MIB);
  const message = `${mib} MiB free on the disk of ${folder}`;
  const remedy = 'Make room on that disk, or move DATA_DIR to a larger one.';
  if (mib < NEEDED_MIB) return problem('disk_space', message, remedy);
  return mib < WANTED_MIB ? warning('disk_space', message, remedy) : ok('disk_space', message);
}

/** Of a folder that is not there yet, the one it would be made in. */
export async function checkDiskSpace(folder: string): Promise<DoctorCheck> {
  let place = folder;
  while (!(await isThere(place)) && place !== path.dirname(place)) place = path.dirname(place);
  const { bavail, bsize } = await statfs(place);
  return judgeDiskSpace(folder, bavail * bsize);
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
