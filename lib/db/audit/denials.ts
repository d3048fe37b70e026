// How often an actor was refused the same within a minute, so that a flood of denials is one event and a count.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

/** What was refused, as it is told when its minute is over. */
export interface DenialTold {
  /** The event but for its count. */
  readonly event: object;
  readonly actor: object;
  /** How the actor is named. */
  readonly by: string;
}

export interface DenialWindow {
  readonly chainId: string;
  readonly actorKey: string;
  /** What tells it from other refusals of that actor. */
  readonly what: string;
  readonly told: DenialTold;
}

/** Counts one refusal; returns the number so far within the minute (database clock). */
export async function countDenial(
  tx: Tx,
  { chainId, actorKey, what, told }: DenialWindow,
): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    INSERT INTO denial_window AS w (chain_id, actor_key, what, minute, count, event)
    VALUES (${chainId}::uuid, ${actorKey}, ${what}, date_trunc('minute', now()), 1,
            ${JSON.stringify(told)}::jsonb)
    ON CONFLICT (chain_id, actor_key, what, minute) DO UPDATE SET count = w.count + 1
    RETURNING count`;
  return rows[0]?.count ?? 1;
}

/** Logs of which a minute with refusals is over. */
export async function listFinishedDenials(reader: Reader): Promise<string[]> {
  const rows = await reader.$queryRaw<{ chainId: string }[]>`
    SELECT DISTINCT chain_id AS "chainId" FROM denial_window
     WHERE minute < date_trunc('minute', now())`;
  return rows.map((row) => row.chainId);
}

export interface FinishedDenials {
  readonly minute: Date;
  /** The first, which was told at once, among them. */
  readonly count: number;
  readonly told: DenialTold;
}

/** Takes at most `limit` finished minutes out of the table, but those that another node takes now. */
export async function takeFinishedDenials(
  tx: Tx,
  chainId: string,
  limit: number,
): Promise<FinishedDenials[]> {
  const rows = await tx.$queryRaw<FinishedDenials[]>`
    WITH due AS (
      SELECT chain_id, actor_key, what, minute FROM denial_window
       WHERE chain_id = ${chainId}::uuid AND minute < date_trunc('minute', now())
       ORDER BY minute LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    DELETE FROM denial_window w USING due
     WHERE w.chain_id = due.chain_id AND w.actor_key = due.actor_key AND w.what = due.what
       AND w.minute = due.minute
    RETURNING w.minute, w.count, w.event AS told`;
  return rows.toSorted((one, other) => one.minute.getTime() - other.minute.getTime());
}
