// Who has the embedded database, and who may read its files?

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { readHolder } from '@/lib/db/connection/lock-holder';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';

const OTHERS = 0o077;

/** Of the embedded database alone: with DATABASE_URL nothing is kept there. */
export async function checkDataFolder(folder: string): Promise<DoctorCheck> {
  const id = 'data_folder';
  const found = await stat(folder).catch(() => null);
  if (!found) {
    return problem(
      id,
      `${folder} is not there: no console was ever started with it`,
      'Run this with the DATA_DIR or the DATABASE_URL of the console.',
    );
  }
  if (found.mode & OTHERS) {
    return problem(id, `others may open ${folder}`, `chmod 700 ${folder}`);
  }
  const holder = await lastHolder(path.join(folder, 'lock'));
  if (!holder || holder.released) return ok(id, 'no process has it');
  return ok(id, `taken last by process ${holder.pid} on ${holder.host}, started ${holder.since}`);
}

async function lastHolder(place: string) {
  const names = await readdir(place).catch(() => []);
  const last = Math.max(0, ...names.filter((name) => /^\d{1,15}$/.test(name)).map(Number));
  return last > 0 ? readHolder(path.join(place, String(last))).catch(() => null) : null;
}
