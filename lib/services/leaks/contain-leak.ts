// Says of a leak case, once, that nobody can use an exposed value any more.

import 'server-only';
import type { Tx } from '@/lib/db/connection/transaction';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { setContained } from '@/lib/db/leaks/leak-writes';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { isRowContained } from './leak-facts';
import { leakEventFacts } from './leak-summary';

/** In the transaction that holds it; the event where that is so and nobody said it before. */
export async function containIn(tx: Tx, row: LeakRow): Promise<AuditEvent[]> {
  if (row.containedAt !== null || !isRowContained(row)) return [];
  const minutes = await setContained(tx, row.id);
  if (minutes === null) return [];
  const { scopeId: id, kind, path } = row;
  return [
    { action: 'leak_case.contained', ...leakEventFacts(row), scope: { id, kind, path }, minutes },
  ];
}
