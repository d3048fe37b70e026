// Wraps the root key under a new master key beside the old one: inert until a node boots on it.

import 'server-only';
import {
  deriveMasterKey,
  MasterKeyRefused,
  readMasterKey,
  wrapRootKey,
} from '@/lib/crypto/master-key';
import type { MasterKey } from '@/lib/crypto/master-key';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import type { KeyOperationRow } from '@/lib/db/keys/key-operations';
import { findRootHead, insertWrap, listRootKeyWraps, lockRootKeys } from '@/lib/db/keys/root-keys';
import type { Tx } from '@/lib/db/connection/transaction';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { findSharedKeys } from '../master-key-inputs';
import { openWrap } from '../open-wrap';
import { refusal, requireHeld, requireKeyManager } from './require-key-manager';

export interface StagedKey {
  readonly operation: KeyOperationRow;
  readonly masterFingerprint: string;
}

/**
 * Needs `keys:manage` and an open operation. Throws 422 at `/key` for a weak key or one that is in
 * use elsewhere, 409 while another key is staged or an old one is still retained.
 */
export async function stageMasterKey(ctx: Context, key: Plaintext): Promise<StagedKey> {
  await requireKeyManager(ctx);
  const master = await judge(ctx, key);
  return recorded(
    ctx,
    async (tx) => stageWithin(ctx, tx, master, 'staged'),
    ({ operation, masterFingerprint }) => ({
      in: 'installation',
      events: [{ action: 'master_key.staged', operation: { id: operation.id }, masterFingerprint }],
    }),
  );
}

/** Within a transaction of the caller, who records it. `source` says where the key was first seen. */
export async function stageWithin(
  ctx: Context,
  tx: Tx,
  master: MasterKey,
  source: string,
): Promise<StagedKey> {
  await lockRootKeys(tx);
  const operation = await lockOpenOperation(tx);
  requireHeld(ctx, operation);
  if (!operation.depths.includes(1)) {
    throw refusal('depth', 'This operation leaves the master key as it is.');
  }
  const head = await findRootHead(tx);
  if (!head) throw new KeystowError('tampered', 'There is no root key.');
  const wraps = await listRootKeyWraps(tx, head.rootId);
  checkWraps(wraps, master.fingerprint);
  const { keys, id } = ctx.installation;
  const root = await keys.rootOf(tx, head.rootId);
  const { fingerprint: masterFingerprint } = master;
  const envelope = wrapRootKey(master, root, id);
  await insertWrap(tx, { rootId: root.id, masterFingerprint, envelope, source, state: 'staged' });
  const stored = await listRootKeyWraps(tx, head.rootId);
  const staged = stored.find((wrap) => wrap.masterFingerprint === masterFingerprint);
  if (!staged || !openWrap(master, staged, head, id)) {
    throw new KeystowError('tampered', 'The staged wrap does not open again. Nothing was changed.');
  }
  await updateOperation(tx, operation.id, { toFingerprint: masterFingerprint });
  return { operation: { ...operation, toFingerprint: masterFingerprint }, masterFingerprint };
}

function checkWraps(
  wraps: readonly { masterFingerprint: string; state: string }[],
  fingerprint: string,
): void {
  const known = wraps.find((wrap) => wrap.masterFingerprint === fingerprint);
  if (known?.state === 'active') {
    throw ruleBroken('/key', 'key_in_force', 'This is the master key in force. Bring another one.');
  }
  if (wraps.some((wrap) => wrap.state === 'staged')) {
    throw refusal('staged', 'A master key is staged already. Promote it, or roll back first.');
  }
  if (wraps.some((wrap) => wrap.state === 'retained')) {
    throw refusal('retained', 'An older master key still opens. Finish that change first.');
  }
}

async function judge(ctx: Context, key: Plaintext): Promise<MasterKey> {
  const { env, id, jwt } = ctx.installation;
  const text = key.use((bytes) => Buffer.from(bytes).toString('utf8'));
  try {
    const input = readMasterKey(text);
    const [shared] = await findSharedKeys(env, id, input, jwt.currentText);
    if (shared) {
      throw ruleBroken('/key', 'shared_key', `${shared} is this key or derived from it.`);
    }
    return await deriveMasterKey(input, id);
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw ruleBroken('/key', error.reason, error.message);
  }
}
