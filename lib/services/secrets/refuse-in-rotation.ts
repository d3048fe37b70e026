// A secret that is being rotated is staged and promoted by its rotation alone.

import 'server-only';
import type { Tx } from '@/lib/db/connection/transaction';
import { findOpenRunOf } from '@/lib/db/secrets/staged-versions';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { toTypeId } from '@/lib/domain/ids';

/** Throws 409 `rotation_open`, which names the rotation. */
export async function refuseInRotation(tx: Tx, secretId: string, name: string): Promise<void> {
  const runId = await findOpenRunOf(tx, secretId);
  if (runId === null) return;
  const run = toTypeId('rotationRun', runId);
  const message = `${name} is being rotated by ${run}. Go on there, or abandon that rotation first.`;
  throw fieldConflict('/key', 'rotation_open', message);
}
