// Asks workers of an app to restart.

import 'server-only';
import type { AskRestart } from '@/lib/contracts/worker';
import { askWorkers } from '@/lib/db/workers/ask-restart';
import { listAskable } from '@/lib/db/workers/worker-list';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fromTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { changesOfWorkers } from './changes-of-workers';
import { workerEvents } from './worker-events';

/**
 * Needs `secrets:write` or `rotation:run` on the app; a token that is limited to names may not, since
 * a restart is about all of them. Without `workers` all that are stale are asked. Answers how many
 * were; of none nothing is told.
 */
export async function askRestart(
  ctx: Context,
  reference: ScopeReference,
  { workers }: AskRestart,
): Promise<{ asked: number }> {
  const app = await authorize(ctx, reference, ['secrets:write', 'rotation:run']);
  const given = workers?.flatMap((id) => fromTypeId(['worker'], id) ?? []);
  const ids = given ?? (await staleWorkers(ctx, app));
  const asked = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, app.id);
      return askWorkers(tx, app, { ids, by: actorLabel(ctx.actor) });
    },
    (done) => ({ in: app, events: workerEvents('worker.restart_asked', app, done) }),
  );
  return { asked: asked.length };
}

async function staleWorkers(ctx: Context, app: AuthorizedScope): Promise<string[]> {
  const { prisma } = ctx.installation.database;
  const askable = await listAskable(prisma, app);
  const changes = await changesOfWorkers(
    prisma,
    askable.flatMap(({ id, deliveryId }) => (deliveryId ? [{ workerId: id, deliveryId }] : [])),
  );
  return askable.map(({ id }) => id).filter((id) => changes.has(id));
}
