// What each worker would be handed otherwise now.

import 'server-only';
import type { Reader } from '@/lib/db/connection/transaction';
import { listDifferences } from '@/lib/db/workers/differences';
import type { DifferenceRow, Holding } from '@/lib/db/workers/differences';
import { heldChanges } from '@/lib/domain/held-changes';
import type { HeldChange } from '@/lib/domain/held-changes';

/** By worker, in one statement for all of them; one that holds the newest of everything is left out. */
export async function changesOfWorkers(
  reader: Reader,
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, readonly HeldChange[]>> {
  const byWorker = new Map<string, DifferenceRow[]>();
  for (const row of await listDifferences(reader, holdings)) {
    const rows = byWorker.get(row.workerId);
    if (rows) rows.push(row);
    else byWorker.set(row.workerId, [row]);
  }
  return new Map(
    [...byWorker].map(([workerId, rows]) => {
      const on = (side: DifferenceRow['side']) => rows.filter((row) => row.side === side);
      return [workerId, heldChanges(on('held'), on('now'))];
    }),
  );
}
