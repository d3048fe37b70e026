// After an unlock: events that waited while the console was locked join their chains, marked.

import 'server-only';
import { takePendingEvents } from '@/lib/db/audit/audit';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Actor } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Installation } from '../context';
import { appendEvents } from './append-events';

const BATCH = 500;

/** Moves all of them, a batch per transaction; safe to be cut off and run again. */
export async function appendPending(installation: Installation): Promise<void> {
  while ((await appendBatch(installation)) === BATCH);
}

async function appendBatch({ database, keys, id }: Installation): Promise<number> {
  return runTransaction(database, async (tx) => {
    const rows = await takePendingEvents(tx, BATCH);
    // Heads are locked installation first, as everywhere.
    const chains = [...new Set(rows.map((row) => row.chainId))].sort((a, b) =>
      a === id ? -1 : b === id ? 1 : a < b ? -1 : 1,
    );
    for (const chainId of chains) {
      const events = rows
        .filter((row) => row.chainId === chainId)
        .map(({ at, event: stored }) => {
          const { event, actor, requestId } = stored as unknown as {
            event: AuditEvent;
            actor: Actor;
            requestId: string;
          };
          return { event, facts: { actor, requestId, at, pended: true } };
        });
      await appendEvents(tx, keys, chainId, events);
    }
    return rows.length;
  });
}
