// The event of an act on workers, with the first of them by id.

import 'server-only';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { TOLD_WORKERS_MAX } from '@/lib/domain/delivery-event';

/** Of none nothing is told. */
export function workerEvents(
  action: 'worker.restart_asked' | 'worker.dismissed',
  scope: AuthorizedScope,
  ids: readonly string[],
): AuditEvent[] {
  if (ids.length === 0) return [];
  return [{ action, scope, workers: ids.length, workerIds: ids.slice(0, TOLD_WORKERS_MAX) }];
}
