// Begins the rotation that answers a leak case: of the version that leaked, which may be revoked at once there.

import 'server-only';
import type { LeakCase } from '@/lib/contracts/leak';
import { releaseAbandonedRun } from '@/lib/db/leaks/leak-writes';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { startRunIn } from '../rotation-runs/start-run-in';
import { changeLeak } from './change-leak';

/**
 * Needs `rotation:run`. One that was abandoned is replaced. A value that took the place of the exposed one is its new one. Throws 409 `rotation_started` where there is another,
 * `rotation_open` where the secret is in a rotation that answers no case, `secret_gone` for a deleted secret.
 */
export async function rotateLeak(ctx: Context, named: string): Promise<LeakCase> {
  return changeLeak(ctx, named, {
    permission: 'rotation:run',
    work: async ({ tx, row, scope }) => {
      if (row.runId !== null && row.runState !== 'abandoned') throw started(row);
      if (row.gone) throw gone(row);
      await releaseAbandonedRun(tx, row.id);
      const run = await startRunIn(ctx, tx, {
        scope,
        secrets: [row.secretId],
        title: `${row.name} leaked`,
        overlapHours: 0,
        leak: { caseId: row.id, exposed: row.exposed },
      });
      return run.events;
    },
  });
}

function started({ runId }: LeakRow) {
  const run = toTypeId('rotationRun', runId!);
  const message = `The rotation ${run} answers the case already. Go on there.`;
  return fieldConflict('', 'rotation_started', message, [run]);
}

function gone({ name }: LeakRow) {
  const message = `${name} was deleted. Restore it from the bin, then rotate it.`;
  return fieldConflict('', 'secret_gone', message);
}
