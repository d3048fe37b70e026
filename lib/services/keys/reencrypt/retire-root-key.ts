// Ends re-encryption: nothing is left under the old keys, so they and the old root key are deleted.

import 'server-only';
import { takeKeyHeads } from '@/lib/db/keys/data-keys';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import { lockRootKeys } from '@/lib/db/keys/root-keys';
import {
  countReferences,
  deleteRootKey,
  dropStrayTags,
  listOldKeys,
} from '@/lib/db/keys/reencryption';
import { actorLabel } from '@/lib/domain/actor';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { refusal, requireHeld, requireKeyManager } from '../operations/require-key-manager';

/**
 * Needs `keys:manage`. A backup of the time before still opens with the keys it holds; what was
 * deleted here cannot be made again. Throws 409 while anything is sealed under an old key, and for
 * values that do not open: purge or replace those first.
 */
export async function retireRootKey(ctx: Context): Promise<{ dataKeys: number }> {
  await requireKeyManager(ctx);
  return recorded(
    ctx,
    async (tx) => {
      await lockRootKeys(tx);
      const operation = await lockOpenOperation(tx);
      requireHeld(ctx, operation);
      if (!operation.toRootId) {
        throw refusal('root_unchanged', 'Change the root key first.');
      }
      const rootId = operation.fromRootId;
      const old = await listOldKeys(tx, rootId);
      // Whoever took the old keys of an organization before the flip has committed once this is held.
      const owners = old.filter((key) => key.purpose !== 'value').map((key) => key.ownerId);
      await takeKeyHeads(tx, [...new Set(owners)].sort());
      const unreadable = old.reduce((sum, key) => sum + key.unreadable, 0);
      if (unreadable > 0) {
        throw refusal(
          'unreadable',
          `Values that do not open: ${unreadable}. Replace and destroy them, or purge their secrets, first.`,
        );
      }
      await dropStrayTags(tx, rootId);
      const references = await countReferences(tx, rootId);
      if (references > 0) {
        throw refusal('still_in_use', `Still under the old keys: ${references}. Run it on.`);
      }
      const dataKeys = await deleteRootKey(tx, rootId);
      await updateOperation(tx, operation.id, {
        state: 'finished',
        finishedBy: actorLabel(ctx.actor),
        finishedAt: new Date(),
      });
      return { operation, rootId, dataKeys };
    },
    ({ operation, rootId, dataKeys }) => ({
      in: 'installation',
      events: [
        { action: 'root_key.retired', operation: { id: operation.id }, rootId, dataKeys },
        { action: 'key_operation.finished', operation: { id: operation.id } },
      ],
    }),
  );
}
