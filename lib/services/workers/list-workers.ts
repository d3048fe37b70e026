// Lists the workers of a scope and everything below it, each with what it would be handed otherwise now.

import 'server-only';
import type { ListWorkersQuery, WorkerList } from '@/lib/contracts/worker';
import { listWorkerRows } from '@/lib/db/workers/worker-list';
import type { WorkerRow } from '@/lib/db/workers/worker-list';
import { fromTypeId } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { presenceOf } from '@/lib/domain/worker';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { changesOfWorkers } from './changes-of-workers';
import type { WorkerChanges } from './changes-of-workers';
import { workerSummary } from './worker-summary';

export const WORKERS_PER_PAGE = 200;

/**
 * Needs `secrets:list`. The one that started last first; `next` is the id of the last one looked at. Of one
 * that is past, nothing is compared; of those that are missing, those that hold the newest are left out.
 */
export async function listWorkers(
  ctx: Context,
  reference: ScopeReference,
  query: ListWorkersQuery = {},
): Promise<WorkerList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const { show = 'here', limit = WORKERS_PER_PAGE } = query;
  const found = await listWorkerRows(prisma, scope, {
    show,
    after: query.after ? (fromTypeId(['worker'], query.after) ?? undefined) : undefined,
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const changes = await changesOfWorkers(
    prisma,
    rows.flatMap((row) =>
      row.deliveryId && (show === 'missing' || mayBeHere(row))
        ? [{ workerId: row.id, deliveryId: row.deliveryId }]
        : [],
    ),
  );
  const patterns = namePatternsOf(ctx);
  const items = rows.map((row) =>
    workerSummary(row, inSight(patterns, changes.get(row.id)), patterns),
  );
  return {
    items: show === 'missing' ? items.filter((one) => one.changes.length > 0) : items,
    next: found.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

function mayBeHere({ state, silentSeconds }: WorkerRow): boolean {
  return ['alive', 'unknown'].includes(presenceOf(state, silentSeconds));
}

/** For a token that is limited to names, within them. */
function inSight(patterns: readonly string[], found: WorkerChanges | undefined): WorkerChanges {
  const changes = (found?.changes ?? []).filter(({ name }) => isWithinPatterns(patterns, name));
  return { changes, since: changes.length > 0 ? (found?.since ?? null) : null };
}
