// The operator's decision that the master key is lost: a new root key, and a worksheet of what to enter.

import 'server-only';
import type { ResetDone } from '@/lib/contracts/lost-key';
import { deriveMasterKey, wrapRootKey } from '@/lib/crypto/master-key';
import { newRootKey, sealCheck } from '@/lib/crypto/root-key';
import { findOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import { takeInstancesOut } from '@/lib/db/instances/instance-keys';
import { dropEveryHook } from '@/lib/db/reminders/reminder-hooks';
import { setKeysAside } from '@/lib/db/keys/lost-keys';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import {
  findRootHead,
  insertFirstRootKey,
  listRootKeyWraps,
  lockRootKeys,
} from '@/lib/db/keys/root-keys';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { appendPending } from '../../audit/append-pending';
import type { Context } from '../../context';
import { whileRunning } from '../boot-refusal';
import { chooseMasterKey } from '../choose-master-key';
import { KeyRing } from '../key-ring';
import type { LockedState, UnlockedState } from '../key-state';
import { readMasterKeyInputs } from '../master-key-inputs';
import { refusal, requireKeyManager } from '../operations/require-key-manager';
import { openRoot } from '../unlock';
import { bindInstancesAgain } from './bind-instances-again';
import { sealConnectorsAgain } from './seal-connectors-again';
import { sumOf, tellEveryLog } from './tell-every-log';
import { tellLostHooks } from './tell-lost-hooks';

/**
 * Needs `keys:manage`, and a locked console. `confirm` is the fingerprint of the key that is given up.
 * The key that was given instead is in force afterwards; without one `config/master.key` is generated.
 * Throws 422 at `/confirm`, 409 while the console or a node holds a key that fits, and where the key
 * that was given could not start a console.
 */
export async function resetKeys(ctx: Context, confirm: string): Promise<ResetDone> {
  await requireKeyManager(ctx);
  const { keys, env, id, database } = ctx.installation;
  const locked = requireLocked(keys);
  if (!locked.needed.includes(confirm.trim())) {
    throw ruleBroken(
      '/confirm',
      'confirmation',
      `Type the fingerprint of the key that is given up: ${locked.needed.join(' or ')}.`,
    );
  }
  await refuseWhileOneFits(ctx, locked);
  const { source, input } = await whileRunning(() => chooseMasterKey(env));
  const master = await deriveMasterKey(input, id);
  const root = newRootKey(newUuid());
  const { fingerprint: masterFingerprint } = master;
  const state: UnlockedState = { kind: 'unlocked', root, masterFingerprint, source };
  const lost = await runTransaction(database, async (tx) => {
    await lockRootKeys(tx);
    const given = await requireNeeded(tx, confirm.trim());
    const reset = { id: newUuid(), at: new Date(), by: actorLabel(ctx.actor) };
    const instances = await takeInstancesOut(tx);
    const hooks = await dropEveryHook(tx);
    const counts = await setKeysAside(tx, { ...reset, ...given, masterFingerprint });
    await insertFirstRootKey(tx, {
      rootId: root.id,
      masterFingerprint,
      source,
      envelope: wrapRootKey(master, root, id),
      check: sealCheck(root, id),
    });
    await endOpenOperation(tx, reset.by);
    const told = { lostFingerprints: given.lostFingerprints, masterFingerprint };
    const ring = new KeyRing(id, state);
    await tellEveryLog(ctx, tx, ring, told, counts);
    await bindInstancesAgain(ctx, tx, ring, instances);
    await sealConnectorsAgain(ctx, tx, ring);
    await tellLostHooks(ctx, tx, ring, hooks);
    return counts;
  });
  keys.adopt(state);
  await appendPending(ctx.installation);
  const { secrets, versions } = sumOf(lost);
  return { masterFingerprint, source, secrets, versions };
}

function requireLocked(keys: KeyRing): LockedState {
  if (keys.state.kind === 'locked') return keys.state;
  throw refusal('not_locked', 'The master key opens this database: nothing is lost.');
}

/** The key may have been put back since this process started, or be at work elsewhere. */
async function refuseWhileOneFits(ctx: Context, { needed }: LockedState): Promise<void> {
  const { database, env, id } = ctx.installation;
  const holder = (await listLiveNodes(database.prisma)).find(
    ({ masterFingerprint }) => masterFingerprint !== null && needed.includes(masterFingerprint),
  );
  if (holder && !(await isThisKeyTampered(ctx))) {
    throw refusal(
      'key_at_work',
      `The node ${holder.host} (process ${holder.pid}) holds ${holder.masterFingerprint}, which opens this database. Take the key from there.`,
    );
  }
  const head = await findRootHead(database.prisma);
  const wraps = head ? await listRootKeyWraps(database.prisma, head.rootId) : [];
  const { given } = await whileRunning(() => readMasterKeyInputs(env));
  for (const key of given) {
    if (head && (await openRoot(id, head, wraps, [key])).kind === 'unlocked') {
      throw refusal(
        'key_found',
        `${key.source} holds a key that fits. Start Keystow again with it.`,
      );
    }
  }
}

/** Then the nodes hold the right key, and it is the stored wrap that does not open. */
async function isThisKeyTampered({ installation }: Context): Promise<boolean> {
  const { state } = installation.keys;
  return state.kind === 'locked' && state.reason === 'tampered';
}

async function requireNeeded(
  reader: Reader,
  confirmed: string,
): Promise<{ lostRootId: string; lostFingerprints: string[] }> {
  const head = await findRootHead(reader);
  if (!head) throw new KeystowError('tampered', 'There is no root key.');
  const wraps = await listRootKeyWraps(reader, head.rootId);
  const lostFingerprints = wraps.map((wrap) => wrap.masterFingerprint);
  if (lostFingerprints.includes(confirmed)) return { lostRootId: head.rootId, lostFingerprints };
  throw refusal('reset_already', 'Another node reset the keys meanwhile. Start Keystow again.');
}

async function endOpenOperation(tx: Tx, finishedBy: string): Promise<void> {
  const open = await findOpenOperation(tx);
  if (!open) return;
  await updateOperation(tx, open.id, { state: 'rolled_back', finishedBy, finishedAt: new Date() });
}
