// The one transaction of a delivery: who takes it is looked at again, then receipt, worker and event are written.

import 'server-only';
import type { RunnerInput } from '@/lib/contracts/delivery';
import { insertDelivery } from '@/lib/db/deliveries/deliveries';
import type { DeliveryItemRow, DeliveryRow, WorkerWrite } from '@/lib/db/deliveries/deliveries';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { KeystowError, notFound } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import type { Gathered } from './gather';
import { receiptDigest } from './receipt-digest';
import type { DeliveryOrder } from './delivery-order';

interface Taken {
  readonly id: string;
  readonly keyThumbprint: string;
  readonly workerId: string | null;
  readonly staged: boolean;
  /** Whether names might be left out. */
  readonly partial: boolean;
  readonly gathered: Gathered;
}

/** Throws what `order.hold` throws, 409 `replayed` and 404 for an unknown worker; then nothing is written. */
export async function recordDelivery(
  ctx: Context,
  order: DeliveryOrder,
  taken: Taken,
): Promise<void> {
  const { app, asked, brief } = order;
  const { runner } = asked.input;
  const row = rowOf(ctx, order, taken);
  const items = itemsOf(taken.gathered);
  const name = brief?.title ?? (runner ? `${runner.command} on ${runner.host}` : row.takenBy);
  const eventOf = (at: Date): AuditEvent => ({
    action: 'delivery.taken',
    delivery: { id: row.id, name },
    scope: app,
    names: new Set(items.map((item) => item.name)).size,
    receipt: receiptDigest({ ...row, at }, items),
    staged: row.staged,
  });
  await recorded(
    ctx,
    async (tx) => {
      await order.hold(tx, row.id);
      const outcome = await insertDelivery(tx, app, row, items, workerOf(runner));
      if (outcome === 'replayed') throw replayed();
      if (outcome === 'unknown_worker') throw notFound('That worker');
      return outcome.at;
    },
    (at) => ({ in: app, events: [eventOf(at)] }),
  );
}

/** What the receipt lists: secrets that were opened, and what was added to them. */
export function itemsOf({ opened, contributions }: Gathered): DeliveryItemRow[] {
  const secrets = opened.map(({ row, backendVersion }) => ({
    name: row.name,
    sourceId: row.sourceId,
    winnerId: row.winnerId,
    scopeId: row.scopeId,
    scopeKind: row.scopeKind,
    scopePath: row.scopePath,
    via: row.via,
    version: row.version!,
    backendVersion,
    form: row.form,
    staged: row.staged,
    shadowed: row.shadowed,
  }));
  return [...secrets, ...contributions.flatMap(({ items }) => items)];
}

function rowOf(
  ctx: Context,
  { app, asked, names, brief }: DeliveryOrder,
  taken: Taken,
): Omit<DeliveryRow, 'at'> {
  const { actor } = ctx;
  if (actor.kind !== 'token' && actor.kind !== 'brief') throw new KeystowError('forbidden');
  const { missing, generations } = taken.gathered;
  return {
    id: taken.id,
    organizationId: app.organizationId,
    appId: app.id,
    workerId: taken.workerId,
    briefId: brief?.id ?? null,
    takenById: actor.id,
    takenBy: actorLabel(actor),
    jti: asked.input.jti,
    keyThumbprint: taken.keyThumbprint,
    staged: taken.staged,
    only: names.exactly ?? names.only,
    leftOut: missing.map(({ name }) => name),
    platformGeneration: generations.platform,
    appGeneration: generations.app,
    partial: taken.partial,
  };
}

function workerOf(runner: RunnerInput | undefined): WorkerWrite | null {
  if (!runner) return null;
  const { id, host, command, pid = null, restart } = runner;
  return { known: id !== undefined, host, command, pid, restart };
}

function replayed(): KeystowError {
  const message =
    'This delivery was asked for before. Make a new key and a new jti: what was sent is never sent again.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/jti', code: 'replayed', message }],
  });
}
