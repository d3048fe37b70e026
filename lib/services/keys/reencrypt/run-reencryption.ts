// Works an open re-encryption off: rings, values, second factors, connectors, webhooks, instances, audit heads. Safe to cut off anywhere.

import 'server-only';
import { findOpenOperation, isReencryptionOpen } from '@/lib/db/keys/key-operations';
import { listOldKeys } from '@/lib/db/keys/reencryption';
import type { OldKey } from '@/lib/db/keys/reencryption';
import { NO_VERSION } from '@/lib/db/keys/reseal-batch';
import type { Context } from '../../context';
import { flipRings } from './flip-rings';
import { renewAuditHeads } from './renew-audit-heads';
import { rebindInstances } from './rebind-instances';
import { resealConnectors } from './reseal-connectors';
import { resealHooks } from './reseal-hooks';
import { resealSeeds } from './reseal-seeds';
import { BATCH_ROWS, renewTags, resealValues } from './reseal-values';

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
  const begun = await findOpenOperation(prisma);
  if (!begun?.toRootId || !(await mayGoOn(ctx, run))) return false;
  const oldRootId = begun.fromRootId;
  while ((await flipRings(ctx, oldRootId)) > 0) if (!(await mayGoOn(ctx, run))) return false;
  for (;;) {
    const rest = (await listOldKeys(prisma, oldRootId)).filter((key) => key.remaining > 0);
    if (rest.length === 0) break;
    const dealt = await drain(ctx, run, rest, begun.id);
    if (dealt === null) return false;
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

/** While the database writes one batch, another is opened and sealed. */
function lanesOf(ctx: Context): number {
  return ctx.installation.database.kind === 'postgres' ? 2 : 1;
}

/** A key that has more to be sealed again, and the version that this process has come to. */
interface Source {
  readonly key: OldKey;
  after: string;
}

/** Batches until none is left that nobody else holds; null when it may not go on. */
async function drain(
  ctx: Context,
  run: ReencryptionRun,
  keys: readonly OldKey[],
  operationId: string,
): Promise<number | null> {
  const sources = keys.map((key): Source => ({ key, after: NO_VERSION }));
  let dealt = 0;
  const lane = async (): Promise<boolean> => {
    for (;;) {
      if (!(await mayGoOn(ctx, run))) return false;
      const source = sources.shift();
      if (!source) return true;
      // The lanes take turns at the keys, so that the last one is not left to one of them.
      sources.push(source);
      const { count, isLast } = await batch(ctx, source, operationId);
      if (isLast && sources.includes(source)) sources.splice(sources.indexOf(source), 1);
      dealt += count;
      if (count > 0) run.onBatch?.(count);
    }
  };
  const ended = await Promise.allSettled(
    Array.from({ length: lanesOf(ctx) }, () =>
      lane().catch((error: unknown) => {
        // The other lane ends with its batch, so that nothing goes on behind the error.
        sources.length = 0;
        throw error;
      }),
    ),
  );
  const failed = ended.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.some((lane) => lane.status === 'fulfilled' && !lane.value) ? null : dealt;
}

async function batch(ctx: Context, source: Source, operationId: string) {
  const { key } = source;
  if (key.purpose !== 'value') {
    const count =
      key.purpose === 'configuration'
        ? (await resealSeeds(ctx, key)) +
          (await resealConnectors(ctx, key)) +
          (await resealHooks(ctx, key)) +
          (await rebindInstances(ctx, key))
        : 0;
    return { count, isLast: count === 0 };
  }
  const { count, last } = await resealValues(ctx, key, operationId, source.after);
  if (last !== null && last > source.after) source.after = last;
  return { count, isLast: count < BATCH_ROWS };
}

async function mayGoOn(ctx: Context, { signal }: ReencryptionRun): Promise<boolean> {
  return !signal?.aborted && (await isReencryptionOpen(ctx.installation.database.prisma));
}
