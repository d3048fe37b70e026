// Works an open re-encryption off: rings, values, second factors, audit heads. Safe to cut off anywhere.

import 'server-only';
import { findOpenOperation } from '@/lib/db/keys/key-operations';
import { listOldKeys } from '@/lib/db/keys/reencryption';
import type { OldKey } from '@/lib/db/keys/reencryption';
import type { Context } from '../../context';
import { flipRings } from './flip-rings';
import { renewAuditHeads } from './renew-audit-heads';
import { resealSeeds } from './reseal-seeds';
import { renewTags, resealValues } from './reseal-values';

export interface ReencryptionRun {
  /** Told after each batch how many envelopes it dealt with. */
  readonly onBatch?: (count: number) => void;
  /** Aborts between two batches. */
  readonly signal?: AbortSignal;
}

/**
 * Several processes may run it at once: each takes rows that no other holds. The key id of a row is
 * the only checkpoint, so a process that was killed is resumed by any other. True when nothing is
 * left under the old keys but what does not open; false when it was paused, aborted or none is open.
 */
export async function runReencryption(ctx: Context, run: ReencryptionRun = {}): Promise<boolean> {
  const { prisma } = ctx.installation.database;
  const begun = await workable(ctx);
  if (!begun) return false;
  const oldRootId = begun.fromRootId;
  while ((await flipRings(ctx, oldRootId)) > 0) if (!(await mayGoOn(ctx, run))) return false;
  for (;;) {
    const rest = (await listOldKeys(prisma, oldRootId)).filter((key) => key.remaining > 0);
    if (rest.length === 0) break;
    let dealt = 0;
    for (const old of rest) {
      const lanes = Array.from({ length: lanesOf(ctx) }, () => drain(ctx, run, old, begun.id));
      for (const count of await Promise.all(lanes)) {
        if (count === null) return false;
        dealt += count;
      }
    }
    // The rest is held by another worker, which will finish it or let it go.
    if (dealt === 0) return false;
  }
  let tagged;
  do {
    if (!(await mayGoOn(ctx, run))) return false;
    tagged = await renewTags(ctx, oldRootId, begun.id);
  } while (tagged > 0);
  await renewAuditHeads(ctx, oldRootId);
  return true;
}

/** While one batch waits for the database, the other is opened and sealed. */
function lanesOf(ctx: Context): number {
  return ctx.installation.database.kind === 'postgres' ? 2 : 1;
}

/** Batches under one key until none is left that nobody else holds; null when it may not go on. */
async function drain(
  ctx: Context,
  run: ReencryptionRun,
  old: OldKey,
  operationId: string,
): Promise<number | null> {
  for (let dealt = 0; ;) {
    if (!(await mayGoOn(ctx, run))) return null;
    const count = await batch(ctx, old, operationId);
    if (count === 0) return dealt;
    dealt += count;
    run.onBatch?.(count);
  }
}

async function batch(ctx: Context, old: OldKey, operationId: string): Promise<number> {
  if (old.purpose === 'value') return resealValues(ctx, old, operationId);
  return old.purpose === 'configuration' ? resealSeeds(ctx, old) : 0;
}

async function workable(ctx: Context) {
  const operation = await findOpenOperation(ctx.installation.database.prisma);
  return operation?.toRootId && !operation.pausedAt ? operation : null;
}

async function mayGoOn(ctx: Context, { signal }: ReencryptionRun): Promise<boolean> {
  return !signal?.aborted && (await workable(ctx)) !== null;
}
