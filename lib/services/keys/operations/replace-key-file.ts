// Changes a master key that Keystow generated itself: stage, new file, rename, promote, without a restart.

import 'server-only';
import { deriveMasterKey, readMasterKey } from '@/lib/crypto/master-key';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import {
  abandonNewKeyFile,
  newKeyFile,
  putKeyFileInForce,
  readKeyFile,
  writeNewKeyFile,
} from '../key-file';
import { masterKeyFile } from '../master-key-sources';
import { promoteStaged } from '../promote-staged-wrap';
import { refusal, requireKeyManager } from './require-key-manager';
import { stageWithin } from './stage-master-key';

/**
 * Needs `keys:manage` and an open operation. Only where `config/master.key` is the source in force
 * and one node runs (409 otherwise). The old key stays beside it as `master.key.<fingerprint>`. Cut
 * off before the rename, the next start drops the stage; after it, the next start promotes.
 */
export async function replaceKeyFile(ctx: Context): Promise<{ masterFingerprint: string }> {
  await requireKeyManager(ctx);
  const { keys, env, id, database } = ctx.installation;
  const state = keys.requireUnlocked();
  if (state.source !== 'config/master.key') {
    throw refusal(
      'source_not_ours',
      `The master key comes from ${state.source}: stage the new one and deploy it there yourself.`,
    );
  }
  if ((await listLiveNodes(database.prisma)).length > 1) {
    throw refusal('several_nodes', 'Several nodes run. Stage the new key and deploy it to each.');
  }
  const file = masterKeyFile(env);
  await writeNewKeyFile(file);
  const text = (await readKeyFile(newKeyFile(file))) ?? '';
  const master = await deriveMasterKey(readMasterKey(text), id);
  const { fingerprint: masterFingerprint } = master;
  try {
    await recorded(
      ctx,
      (tx) => stageWithin(ctx, tx, master, 'config/master.key'),
      ({ operation }) => ({
        in: 'installation',
        events: [
          { action: 'master_key.staged', operation: { id: operation.id }, masterFingerprint },
        ],
      }),
    );
  } catch (error) {
    await abandonNewKeyFile(file);
    throw error;
  }
  await putKeyFileInForce(file, state.masterFingerprint);
  const next = { ...state, masterFingerprint };
  await recorded(
    ctx,
    (tx) => promoteStaged(tx, keys, next, 'key file'),
    () => ({ in: 'installation', events: [] }),
  );
  keys.adopt(next);
  return { masterFingerprint };
}
