// How a worker is shown.

import 'server-only';
import type { Worker } from '@/lib/contracts/worker';
import type { WorkerRow } from '@/lib/db/workers/worker-list';
import { toTypeId } from '@/lib/domain/ids';
import { onlyInSight } from '@/lib/domain/wanted-names';
import { presenceOf } from '@/lib/domain/worker';
import type { WorkerChanges } from './changes-of-workers';

/** `patterns`: the names that whoever looks is limited to. */
export function workerSummary(
  row: WorkerRow,
  { changes, since }: WorkerChanges,
  patterns: readonly string[],
): Worker {
  const { host, command, pid, restart, state, staged, restarts, exitCode, signal } = row;
  return {
    id: toTypeId('worker', row.id),
    app: { id: toTypeId('app', row.appId), path: row.appPath },
    brief: row.briefId ? { id: toTypeId('brief', row.briefId), title: row.briefTitle ?? '' } : null,
    host,
    command,
    pid,
    restart,
    state,
    presence: presenceOf(state, row.silentSeconds),
    staged,
    ...onlyInSight(row.only, patterns),
    restarts,
    startedAt: row.startedAt.toISOString(),
    heartbeatAt: row.heartbeatAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    exitCode,
    signal,
    restartFailed: row.restartFailed,
    asked: row.askedAt ? { at: row.askedAt.toISOString(), by: row.askedBy ?? '' } : null,
    delivery: row.deliveryId ? toTypeId('delivery', row.deliveryId) : null,
    changes: [...changes],
    staleSince: since?.toISOString() ?? null,
  };
}
