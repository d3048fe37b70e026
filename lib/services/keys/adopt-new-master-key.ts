// A start with a new master key and the old one as PREVIOUS: the root key is wrapped anew, in one step.

import 'server-only';
import {
  deriveMasterKey,
  MasterKeyRefused,
  readMasterKeyLeniently,
  wrapRootKey,
} from '@/lib/crypto/master-key';
import type { Database } from '@/lib/db/connection/database';
import { findRootHead, listRootKeyWraps, lockRootKeys, insertWrap } from '@/lib/db/keys/root-keys';
import { findOpenOperation, insertOperation, updateOperation } from '@/lib/db/keys/key-operations';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Tx } from '@/lib/db/connection/transaction';
import { newUuid } from '@/lib/domain/ids';
import { DEPTHS_OF } from '@/lib/domain/key-operation';
import type { Env } from '@/lib/env';
import { appendEvents } from '../audit/append-events';
import { BootRefusal } from './boot-refusal';
import { KeyRing } from './key-ring';
import type { KeyState } from './key-state';
import type { GivenKey } from './master-key-inputs';
import { openWrap } from './open-wrap';

/**
 * Unlocks with `given` when `KEYSTOW_MASTER_KEY_PREVIOUS` opens the root key; null when it does not.
 * The old wrap is retained: it still opens, so nothing is lost when the new key is.
 */
export async function adoptNewMasterKey(
  env: Env,
  database: Database,
  installationId: string,
  given: GivenKey,
): Promise<KeyState | null> {
  const previousText = env.masterKeyPrevious?.reveal();
  if (previousText === undefined) return null;
  const previous = await deriveMasterKey(readPrevious(previousText), installationId);
  const master = await deriveMasterKey(given.input, installationId);
  return runTransaction(database, async (tx) => {
    await lockRootKeys(tx);
    const head = await findRootHead(tx);
    const wraps = head ? await listRootKeyWraps(tx, head.rootId) : [];
    const old = wraps.find((wrap) => wrap.masterFingerprint === previous.fingerprint);
    if (!head || !old) return null;
    const root = openWrap(previous, old, head, installationId);
    if (!root) return null;
    const { source } = given;
    const masterFingerprint = master.fingerprint;
    const state: KeyState = { kind: 'unlocked', root, masterFingerprint, source };
    if (wraps.some((wrap) => wrap.masterFingerprint === masterFingerprint)) return state;
    const envelope = wrapRootKey(master, root, installationId);
    await insertWrap(tx, { rootId: root.id, masterFingerprint, envelope, source, state: 'active' });
    const operation = await operationOf(tx, previous.fingerprint, masterFingerprint, root.id);
    const actor = { kind: 'system', name: 'boot' } as const;
    const facts = { actor, requestId: 'boot', at: new Date() };
    const event = { action: 'master_key.promoted', masterFingerprint, operation } as const;
    await appendEvents(tx, new KeyRing(installationId, state), installationId, [{ event, facts }]);
    return state;
  });
}

/** The change is an operation like any other, so that it can be finished or taken back. */
async function operationOf(tx: Tx, from: string, to: string, rootId: string) {
  const open = await findOpenOperation(tx);
  const id = open?.id ?? newUuid();
  if (!open) {
    await insertOperation(tx, {
      id,
      cause: 'window_over',
      depths: DEPTHS_OF.window_over,
      changeNumber: null,
      fromFingerprint: from,
      fromRootId: rootId,
      heldBy: 'boot',
      heldById: null,
    });
  }
  await updateOperation(tx, id, { toFingerprint: to });
  return { id };
}

function readPrevious(text: string) {
  try {
    return readMasterKeyLeniently(text).input;
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw new BootRefusal(
      `master_key_previous_${error.reason}`,
      `KEYSTOW_MASTER_KEY_PREVIOUS: ${error.message}`,
    );
  }
}
