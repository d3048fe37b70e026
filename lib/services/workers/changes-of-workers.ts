// What each worker would be handed otherwise now.

import 'server-only';
import type { Reader } from '@/lib/db/connection/transaction';
import { listIntegrationDifferences } from '@/lib/db/integrations/differences';
import { listDifferences } from '@/lib/db/workers/differences';
import type { DifferenceRow, Holding } from '@/lib/db/workers/differences';
import { heldChanges, lostOf } from '@/lib/domain/held-changes';
import type { HeldChange } from '@/lib/domain/held-changes';

export interface WorkerChanges {
  readonly changes: readonly HeldChange[];
  /** When the first of them was sealed; null where names only went. */
  readonly since: Date | null;
}

/** By worker, in two statements for all of them; one that holds the newest of everything is left out. */
export async function changesOfWorkers(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, WorkerChanges>> {
  const byWorker = await differencesByWorker(reader, holdings);
  return new Map(
    [...byWorker].map(([workerId, rows]) => {
      const { held, now } = sidesOf(rows);
      return [workerId, { changes: heldChanges(held, now), since: firstOf(rows) }];
    }),
  );
}

/** Every value that a worker holds and would not be handed now, by the same rule. */
export async function lostValuesOf(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<DifferenceRow[]> {
  const byWorker = await differencesByWorker(reader, holdings);
  return [...byWorker.values()].flatMap((rows) => {
    const { held, now } = sidesOf(rows);
    return lostOf(held, now);
  });
}

async function differencesByWorker(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<Map<string, DifferenceRow[]>> {
  const byWorker = new Map<string, DifferenceRow[]>();
  const secrets = await listDifferences(reader, holdings);
  const integrations = await listIntegrationDifferences(reader, holdings);
  for (const row of [...secrets, ...integrations]) {
    const rows = byWorker.get(row.workerId);
    if (rows) rows.push(row);
    else byWorker.set(row.workerId, [row]);
  }
  return byWorker;
}

function sidesOf(rows: readonly DifferenceRow[]) {
  const on = (side: DifferenceRow['side']) => rows.filter((row) => row.side === side);
  return { held: on('held'), now: on('now') };
}

function firstOf(rows: readonly DifferenceRow[]): Date | null {
  const times = rows.flatMap(({ since }) => since?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
