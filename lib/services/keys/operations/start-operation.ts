// Begins a change of keys: what happened decides how deep it goes.

import 'server-only';
import { findOpenOperation, insertOperation } from '@/lib/db/keys/key-operations';
import type { KeyOperationRow } from '@/lib/db/keys/key-operations';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';
import { newUuid } from '@/lib/domain/ids';
import { DEPTHS_OF } from '@/lib/domain/key-operation';
import type { KeyCause } from '@/lib/domain/key-operation';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { holderOf, refusal, requireKeyManager } from './require-key-manager';

export interface StartOperationInput {
  readonly cause: KeyCause;
  readonly changeNumber?: string | undefined;
}

/** Needs `keys:manage`. Nothing is changed yet. Throws 409 while another operation is open. */
export async function startKeyOperation(
  ctx: Context,
  input: StartOperationInput,
): Promise<KeyOperationRow> {
  await requireKeyManager(ctx);
  const { masterFingerprint, root } = ctx.installation.keys.requireUnlocked();
  const id = newUuid();
  const depths = DEPTHS_OF[input.cause];
  const changeNumber = input.changeNumber ?? null;
  try {
    return await recorded(
      ctx,
      async (tx) => {
        await insertOperation(tx, {
          id,
          cause: input.cause,
          depths,
          changeNumber,
          fromFingerprint: masterFingerprint,
          fromRootId: root.id,
          ...holderOf(ctx),
        });
        return (await findOpenOperation(tx))!;
      },
      () => ({
        in: 'installation',
        events: [
          {
            action: 'key_operation.started',
            operation: { id },
            cause: input.cause,
            depths,
            changeNumber,
          },
        ],
      }),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw refusal('operation_open', 'A key operation is open already. Finish or roll it back.');
  }
}
