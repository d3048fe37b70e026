// Does one act of the open key operation and answers with the operation as it is afterwards.

import 'server-only';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { refusal } from './operations/require-key-manager';
import { startKeyOperation } from './operations/start-operation';
import type { StartOperationInput } from './operations/start-operation';
import { readKeyOperation, readOpenOperation } from './read-operation';

/** Throws what `act` throws, and 409 `no_operation` when none is open. */
export async function inKeyOperation(
  ctx: Context,
  act: (ctx: Context) => Promise<unknown>,
): Promise<KeyOperationView> {
  ctx.installation.keys.requireUnlocked();
  const open = await readOpenOperation(ctx);
  if (!open) throw refusal('no_operation', 'No key operation is open. Start one first.');
  await act(ctx);
  return readKeyOperation(ctx, open.id);
}

/** As `startKeyOperation`, answered as it is shown. */
export async function beginKeyOperation(
  ctx: Context,
  input: StartOperationInput,
): Promise<KeyOperationView> {
  const { id } = await startKeyOperation(ctx, input);
  return readKeyOperation(ctx, toTypeId('operation', id));
}
