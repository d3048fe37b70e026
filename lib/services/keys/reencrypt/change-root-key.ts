// Begins re-encryption: a new root key under the same master key, in force at once for every new ring.

import 'server-only';
import { deriveMasterKey, unwrapRootKey, wrapRootKey } from '@/lib/crypto/master-key';
import type { MasterKey } from '@/lib/crypto/master-key';
import { newRootKey, sealCheck } from '@/lib/crypto/root-key';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import {
  findRootHead,
  insertRootKey,
  listRootKeyWraps,
  lockRootKeys,
} from '@/lib/db/keys/root-keys';
import { countEnvelopesUnder } from '@/lib/db/keys/reencryption';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { readMasterKeyInputs } from '../master-key-inputs';
import { refusal, requireHeld, requireKeyManager } from '../operations/require-key-manager';

/**
 * Needs `keys:manage` and an open operation of depth 2. Every value still opens: what is sealed from
 * now on lies under new keys, the rest is sealed again by `runReencryption`. Throws 409 while a wrap
 * is staged or retained, and when the root key of this operation was changed already.
 */
export async function changeRootKey(ctx: Context): Promise<{ values: number }> {
  await requireKeyManager(ctx);
  const { keys, id: installationId } = ctx.installation;
  const master = await masterInForce(ctx);
  const state = keys.requireUnlocked();
  const root = newRootKey(newUuid());
  const done = await recorded(
    ctx,
    async (tx) => {
      await lockRootKeys(tx);
      const operation = await lockOpenOperation(tx);
      requireHeld(ctx, operation);
      if (!operation.depths.includes(2)) {
        throw refusal('depth', 'This operation changes the master key only.');
      }
      if (operation.toRootId) {
        throw refusal('root_changed', 'The root key of this operation was changed already.');
      }
      const head = await findRootHead(tx);
      const wraps = head ? await listRootKeyWraps(tx, head.rootId) : [];
      if (!head || wraps.some((wrap) => wrap.state !== 'active')) {
        throw refusal('master_unfinished', 'Finish or roll back the master key first.');
      }
      const values = await countEnvelopesUnder(tx, head.rootId);
      await insertRootKey(tx, {
        rootId: root.id,
        masterFingerprint: master.fingerprint,
        envelope: wrapRootKey(master, root, installationId),
        check: sealCheck(root, installationId),
      });
      await proveItOpens(tx, master, root.id, installationId);
      await updateOperation(tx, operation.id, { toRootId: root.id, valuesTotal: values });
      return { operation, from: head.rootId, values };
    },
    ({ operation, from, values }) => ({
      in: 'installation',
      events: [
        {
          action: 'root_key.changed',
          operation: { id: operation.id },
          from,
          to: root.id,
          values,
        },
      ],
    }),
  );
  keys.adopt({ ...state, root });
  return { values: done.values };
}

/** The master key in force, read from its source: the console keeps none in memory. */
async function masterInForce(ctx: Context): Promise<MasterKey> {
  const { env, id, keys } = ctx.installation;
  const { masterFingerprint, source } = keys.requireUnlocked();
  for (const given of (await readMasterKeyInputs(env)).given) {
    const master = await deriveMasterKey(given.input, id);
    if (master.fingerprint === masterFingerprint) return master;
  }
  throw refusal(
    'source_differs',
    `${source} no longer holds ${masterFingerprint}, the key in force. Put it back first.`,
  );
}

async function proveItOpens(
  tx: Parameters<typeof listRootKeyWraps>[0],
  master: MasterKey,
  rootId: string,
  installationId: string,
): Promise<void> {
  const [wrap] = await listRootKeyWraps(tx, rootId);
  try {
    unwrapRootKey(master, rootId, wrap?.envelope ?? new Uint8Array(), installationId);
  } catch {
    throw new KeystowError(
      'tampered',
      'The new root key does not open again. Nothing was changed.',
    );
  }
}
