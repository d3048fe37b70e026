// How often an actor was refused within a minute, so that a flood of denials is one event and a count.

import 'server-only';
import type { Tx } from '../connection/transaction';

/** Counts one refusal; returns the number so far within the actor's minute (database clock). */
export async function countDenial(tx: Tx, actorKey: string, chainId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO denial_window (actor_key, minute, chain_id, count)
    VALUES (${actorKey}, date_trunc('minute', now()), ${chainId}::uuid, 1)
    ON CONFLICT (actor_key, minute) DO UPDATE SET count = denial_window.count + 1
    RETURNING count`;
  return rows[0]?.count ?? 1;
}

/** Finished minutes of an actor with more than the one refusal that was recorded at once; removes them. */
export async function takeFinishedDenials(tx: Tx, actorKey: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    DELETE FROM denial_window
     WHERE actor_key = ${actorKey} AND minute < date_trunc('minute', now())
    RETURNING count`;
  return rows.reduce((sum, row) => sum + Math.max(0, row.count - 1), 0);
}
