// Moves tokens of database connections to the key that seals, batch by batch.

import 'server-only';
import type { ReencryptedInstances } from '@/lib/contracts/instance';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import {
  countInstanceKeys,
  listInstanceOwners,
  lockInstancesNotUnder,
  NO_INSTANCE,
  replaceTokens,
} from '@/lib/db/instances/instance-keys';
import type { LockedInstance } from '@/lib/db/instances/instance-keys';
import type { SealedAddress } from '@/lib/db/instances/instances';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import type { Tx } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { readInstanceKeys } from './instance-keys';
import { requireInstances } from './instance-place';
import { bindingKey, moveAddress } from './seal-address';

const BATCH_ROWS = 500;

/**
 * One batch of the own organization, from after `after` (`next` of the batch before). The key of a row is the
 * only checkpoint: whoever runs it again goes on. Needs `backends:manage` on the organization. What does not
 * open stays as it is and is named. Throws 409 where there is no key.
 */
export async function reencryptInstances(
  ctx: Context,
  { after }: { readonly after?: string | undefined } = {},
): Promise<ReencryptedInstances> {
  const { organizationId } = await requireInstances(ctx);
  return moveBatch(ctx, organizationId, after);
}

/** As `reencryptInstances`, for every organization, for the operator at the terminal. Told after each batch. */
export async function reencryptAllInstances(
  ctx: Context,
  onBatch: (batch: ReencryptedInstances) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const organizationId of await listInstanceOwners(ctx.installation.database.prisma)) {
    let after: string | null | undefined;
    while (after !== null && !signal.aborted) {
      const batch: ReencryptedInstances = await moveBatch(ctx, organizationId, after);
      onBatch(batch);
      after = batch.next;
    }
  }
}

async function moveBatch(
  ctx: Context,
  organizationId: string,
  after: string | undefined,
): Promise<ReencryptedInstances> {
  const { keys: ring, env, database } = ctx.installation;
  ring.requireUnlocked();
  const keys = await readInstanceKeys(env);
  if (!keys) throw new KeystowError('conflict', 'There is no key to seal under. Set one first.');
  const { fingerprint: keyFingerprint } = keys.keys[0];
  const from = (after && fromTypeId(['instance'], after)) || NO_INSTANCE;
  const { rows, moved, failed } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, organizationId);
      const page = { after: from, limit: BATCH_ROWS };
      const locked = await lockInstancesNotUnder(tx, organizationId, keyFingerprint, page);
      return { rows: locked, ...(await moveAll(tx, ctx, organizationId, keys, locked)) };
    },
    ({ moved: count }) => ({
      in: { organizationId },
      events: count > 0 ? [{ action: 'instances.reencrypted', keyFingerprint, count }] : [],
    }),
  );
  const counted = await countInstanceKeys(database.prisma, organizationId);
  const others = counted.filter(({ fingerprint }) => fingerprint !== keyFingerprint);
  const last = rows.length === BATCH_ROWS ? rows.at(-1) : undefined;
  return {
    moved,
    left: others.reduce((sum, { count }) => sum + count, 0),
    failed,
    next: last ? toTypeId('instance', last.id) : null,
    keyFingerprint,
  };
}

async function moveAll(
  tx: Tx,
  { installation }: Context,
  organizationId: string,
  keys: InstanceKeys,
  rows: readonly LockedInstance[],
) {
  const moved: (SealedAddress & { readonly id: string })[] = [];
  const failed: { slug: string; reason: string }[] = [];
  if (rows.length === 0) return { moved: 0, failed };
  const key = await bindingKey(tx, installation.keys, organizationId);
  for (const row of rows) {
    try {
      moved.push({ id: row.id, ...(await moveAddress(tx, installation.keys, key, keys, row)) });
    } catch (error) {
      const expected =
        error instanceof KeystowError && ['tampered', 'conflict'].includes(error.code);
      if (!expected) throw error;
      failed.push({ slug: row.slug, reason: error.message });
    }
  }
  if (moved.length > 0) await replaceTokens(tx, moved);
  return { moved: moved.length, failed };
}
