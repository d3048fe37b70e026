// A leak case as lists show it.

import 'server-only';
import type { LeakSummary } from '@/lib/contracts/leak';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { NeighbourCounts } from '@/lib/db/leaks/leak-neighbours';
import { toTypeId } from '@/lib/domain/ids';
import { stepsLeft } from './leak-facts';

const MINUTE_MS = 60_000;

/** Null counts: of a closed case, of which nothing is left. */
export function leakSummary(row: LeakRow, neighbours: NeighbourCounts | null): LeakSummary {
  return {
    id: toTypeId('leakCase', row.id),
    secret: { id: toTypeId('secret', row.secretId), key: row.name },
    scope: { kind: row.kind, id: toTypeId(row.kind, row.scopeId), path: row.path },
    versions: [...row.exposed].sort((one, other) => one - other),
    state: row.state,
    openSteps: neighbours ? stepsLeft(row, neighbours) : [],
    openNeighbours: neighbours && row.state === 'open' ? openNeighbours(neighbours) : null,
    assignee: row.assigneeId
      ? { id: toTypeId('user', row.assigneeId), name: row.assignee ?? '' }
      : null,
    openedAt: row.openedAt.toISOString(),
    openedBy: row.openedBy,
    containedAt: row.containedAt?.toISOString() ?? null,
    minutesToContain: minutesToContain(row),
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy: row.closedBy,
  };
}

function openNeighbours(counts: NeighbourCounts): NonNullable<LeakSummary['openNeighbours']> {
  const { undecided, rotating, unseenUndecided, unseenRotating } = counts;
  const beyondSight = { undecided: unseenUndecided, rotating: unseenRotating };
  return { undecided, rotating, beyondSight };
}

/** Whole ones, from opening to containment; null while it is not contained. */
export function minutesToContain({ containedAt, openedAt }: LeakRow): number | null {
  if (containedAt === null) return null;
  return Math.floor((containedAt.getTime() - openedAt.getTime()) / MINUTE_MS);
}

export function leakEventFacts(row: Pick<LeakRow, 'id' | 'name' | 'path'>) {
  return { leakCase: { id: row.id, name: `${row.path}/${row.name}` } };
}
