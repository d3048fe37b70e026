// The only way to write something that is an event: the change and its audit row commit together.

import 'server-only';
import { insertPendingEvent } from '@/lib/db/audit/audit';
import { raiseGenerations } from '@/lib/db/deliveries/generations';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Tx } from '@/lib/db/connection/transaction';
import type { Actor } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { changedDeliveries } from '@/lib/domain/changes-deliveries';
import { newUuid } from '@/lib/domain/ids';
import { appendEvents } from './audit/append-events';
import type { Context } from './context';

/** What happened, and in whose log it is told: an organization's, or the installation's own. */
export interface AuditRecord {
  readonly in: { readonly organizationId: string } | 'installation';
  readonly events: readonly AuditEvent[];
  /** Who did each of them, where that is not whoever asks. */
  readonly by?: readonly Actor[];
}

/**
 * Runs `work` and appends what `record` makes of its result, in one READ COMMITTED transaction that
 * is retried on deadlock and serialization failure: `work` must be safe to run again. Without events
 * nothing is appended. Throws `locked` before anything is done.
 */
export async function recorded<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<T>,
  record: (result: T) => AuditRecord,
): Promise<T> {
  const { keys, database } = ctx.installation;
  keys.requireUnlocked();
  return runTransaction(database, async (tx) => {
    const result = await work(tx);
    const described = record(result);
    const facts = { requestId: ctx.requestId, at: new Date() };
    const events = described.events.map((event, index) => ({
      event,
      facts: { ...facts, actor: described.by?.[index] ?? ctx.actor },
    }));
    const changed = changedDeliveries(described.events);
    if (changed) await raiseGenerations(tx, changed);
    if (events.length > 0) await appendEvents(tx, keys, chainIdOf(ctx, described), events);
    return result;
  });
}

/**
 * As `recorded`; while the console is locked the events wait in `audit_pending`. For what must go on
 * then: sessions, denials, and the recovery of an owner.
 */
export async function recordedOrPended<T>(
  ctx: Context,
  work: (tx: Tx) => Promise<T>,
  record: (result: T) => AuditRecord,
): Promise<T> {
  if (ctx.installation.keys.unlocked) return recorded(ctx, work, record);
  return runTransaction(ctx.installation.database, async (tx) => {
    const result = await work(tx);
    const described = record(result);
    for (const event of described.events) {
      const pending = { event, actor: ctx.actor, requestId: ctx.requestId };
      await insertPendingEvent(tx, {
        id: newUuid(),
        at: new Date(),
        chainId: chainIdOf(ctx, described),
        event: pending,
      });
    }
    return result;
  });
}

function chainIdOf(ctx: Context, record: AuditRecord): string {
  return record.in === 'installation' ? ctx.installation.id : record.in.organizationId;
}
