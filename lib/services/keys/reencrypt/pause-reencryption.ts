// Lets re-encryption rest and go on; every worker looks before its next batch.

import 'server-only';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { refusal, requireHeld, requireKeyManager } from '../operations/require-key-manager';

/** Needs `keys:manage`. Does nothing when it rests, or runs, already. */
export async function pauseReencryption(ctx: Context, paused: boolean): Promise<void> {
  await requireKeyManager(ctx);
  await recorded(
    ctx,
    async (tx) => {
      const operation = await lockOpenOperation(tx);
      requireHeld(ctx, operation);
      if (!operation.toRootId) throw refusal('root_unchanged', 'Change the root key first.');
      if ((operation.pausedAt !== null) === paused) return null;
      await updateOperation(tx, operation.id, { pausedAt: paused ? new Date() : null });
      return operation.id;
    },
    (id) => ({
      in: 'installation',
      events: id
        ? [
            {
              action: paused ? 'key_operation.paused' : 'key_operation.resumed',
              operation: { id },
            },
          ]
        : [],
    }),
  );
}
