// Hands an open key operation to whoever goes on with it.

import 'server-only';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import { actorLabel } from '@/lib/domain/actor';
import type { Context } from '../../context';
import { memberOf } from '../../context';
import { recorded } from '../../recorded';
import { holderOf, refusal, requireKeyManager } from './require-key-manager';

/** Needs `keys:manage`; for people and tokens. Throws 409 when none is open. */
export async function takeOverKeyOperation(ctx: Context): Promise<void> {
  const { id } = memberOf(ctx);
  await requireKeyManager(ctx);
  await recorded(
    ctx,
    async (tx) => {
      const operation = await lockOpenOperation(tx);
      if (!operation) throw refusal('no_operation', 'No key operation is open.');
      await updateOperation(tx, operation.id, holderOf(ctx));
      return operation.id;
    },
    (operationId) => ({
      in: 'installation',
      events: [
        {
          action: 'key_operation.handed_over',
          operation: { id: operationId },
          user: { id, name: actorLabel(ctx.actor) },
        },
      ],
    }),
  );
}
