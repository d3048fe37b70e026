// A console that boots on the staged master key makes it the active one; the old one still opens.

import 'server-only';
import type { Database } from '@/lib/db/connection/database';
import { findOpenOperation } from '@/lib/db/keys/key-operations';
import { lockRootKeys, promoteWrap } from '@/lib/db/keys/root-keys';
import type { RootKeyWrapRow } from '@/lib/db/keys/root-keys';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import { appendEvents } from '../audit/append-events';
import type { Context } from '../context';
import { KeyRing } from './key-ring';
import type { UnlockedState } from './key-state';
import { refusal, requireKeyManager } from './operations/require-key-manager';

/** Does nothing unless the wrap that opened was staged. */
export async function promoteStagedWrap(
  database: Database,
  installationId: string,
  state: UnlockedState,
  wraps: readonly RootKeyWrapRow[],
): Promise<void> {
  const used = wraps.find((wrap) => wrap.masterFingerprint === state.masterFingerprint);
  if (used?.state !== 'staged') return;
  const keys = new KeyRing(installationId, state);
  await runTransaction(database, (tx) => promoteStaged(tx, keys, state, 'boot'));
}

/** Within a transaction of the caller. False when the wrap is staged no longer. */
export async function promoteStaged(
  tx: Tx,
  keys: KeyRing,
  { root, masterFingerprint }: UnlockedState,
  by: string,
): Promise<boolean> {
  await lockRootKeys(tx);
  if (!(await promoteWrap(tx, root.id, masterFingerprint, 'staged'))) return false;
  const operation = await findOpenOperation(tx);
  const event = {
    action: 'master_key.promoted',
    masterFingerprint,
    operation: operation && { id: operation.id },
  } as const;
  const facts = { actor: { kind: 'system', name: by }, requestId: by, at: new Date() } as const;
  await appendEvents(tx, keys, keys.installationId, [{ event, facts }]);
  return true;
}

/**
 * Needs `keys:manage`. For a process that was given the staged key but is no console: it makes the key
 * the active one, as the start of a console would. Throws 409 when the given key is not the staged one.
 */
export async function promoteGivenKey(ctx: Context): Promise<void> {
  await requireKeyManager(ctx);
  const { database, keys } = ctx.installation;
  const state = keys.requireUnlocked();
  const done = await runTransaction(database, (tx) =>
    promoteStaged(tx, keys, state, actorLabel(ctx.actor)),
  );
  if (done) return;
  throw refusal(
    'not_staged',
    `This process was given ${state.masterFingerprint}, which is not staged. Run it with the staged key, as the next start of the console will be.`,
  );
}
