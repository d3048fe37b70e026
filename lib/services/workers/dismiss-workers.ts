// Dismisses workers that are gone and hold something older, as far as anybody knows.

import 'server-only';
import type { DismissedWorkers, DismissWorkers } from '@/lib/contracts/worker';
import { holdScope } from '@/lib/db/scopes/scopes';
import { dismissMissing } from '@/lib/db/workers/dismiss-workers';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { workerEvents } from './worker-events';

/**
 * Needs what asking for a restart needs. Those that are there, ended or were dismissed before stay as
 * they are; of none nothing is told. One that is heard again is there again.
 */
export async function dismissWorkers(
  ctx: Context,
  reference: ScopeReference,
  { workers }: DismissWorkers,
): Promise<DismissedWorkers> {
  const app = await authorize(ctx, reference, ['secrets:write', 'rotation:run']);
  const ids = workers.flatMap((id) => fromTypeId(['worker'], id) ?? []);
  const dismissed = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, app.id);
      return dismissMissing(tx, app, ids);
    },
    (done) => ({ in: app, events: workerEvents('worker.dismissed', app, done) }),
  );
  return { dismissed: dismissed.length };
}
