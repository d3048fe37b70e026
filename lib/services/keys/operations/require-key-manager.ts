// Who may work on the keys: people and tokens with keys:manage, and the operator at the terminal.

import 'server-only';
import type { KeyOperationRow } from '@/lib/db/keys/key-operations';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import { authorize, PLATFORM_SCOPE } from '../../access/authorize';
import type { Context } from '../../context';

/** The console itself and a command on its server need no grant: they hold the database already. */
export async function requireKeyManager(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'system') await authorize(ctx, PLATFORM_SCOPE, 'keys:manage');
}

/** Who holds an operation, as it is stored. */
export function holderOf(ctx: Context): { heldBy: string; heldById: string | null } {
  const heldById = ctx.actor.kind === 'system' ? null : ctx.actor.id;
  return { heldBy: actorLabel(ctx.actor), heldById };
}

/** Throws 409 when there is no open operation, or when somebody else works on it. */
export function requireHeld(
  ctx: Context,
  operation: KeyOperationRow | null,
): asserts operation is KeyOperationRow {
  if (!operation) {
    throw refusal('no_operation', 'No key operation is open. Start one first.');
  }
  const { heldBy, heldById } = holderOf(ctx);
  if (operation.heldById === heldById && operation.heldBy === heldBy) return;
  if (ctx.actor.kind === 'system') return;
  throw refusal(
    'held_by_another',
    `${operation.heldBy} works on this key operation. Take it over first.`,
  );
}

/** What the state of the keys does not allow (409). */
export function refusal(code: string, message: string, candidates?: readonly string[]) {
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code, message }],
    ...(candidates ? { candidates } : {}),
  });
}
