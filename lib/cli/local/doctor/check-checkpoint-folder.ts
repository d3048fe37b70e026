// Can the newest checkpoints be written where the operator wants them?

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

/** None where no folder is named. */
export async function checkCheckpointFolder(folder: string | undefined): Promise<DoctorCheck[]> {
  const id = 'checkpoint_folder';
  if (folder === undefined) return [];
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error('no folder');
    await access(folder, constants.W_OK | constants.X_OK);
    return [ok(id, folder)];
  } catch {
    const remedy = `Make the folder, and let the user of the console write to it: ${folder}`;
    return [
      warning(id, 'AUDIT_CHECKPOINT_DIR cannot be written: no checkpoint is kept there', remedy),
    ];
  }
}
