// A change of the generated key file that was cut off before its rename is undone at the next start.

import 'server-only';
import { deriveMasterKey, readMasterKeyLeniently } from '@/lib/crypto/master-key';
import type { Database } from '@/lib/db/connection/database';
import { findOpenOperation } from '@/lib/db/keys/key-operations';
import { deleteWrap, lockRootKeys } from '@/lib/db/keys/root-keys';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Env } from '@/lib/env';
import { appendEvents } from '../audit/append-events';
import { abandonNewKeyFile, newKeyFile, readKeyFile } from './key-file';
import { KeyRing } from './key-ring';
import type { UnlockedState } from './key-state';
import { masterKeyFile } from './master-key-sources';

/** Does nothing unless a new key still waits beside `config/master.key`. */
export async function dropCutOffStage(
  env: Env,
  database: Database,
  installationId: string,
  state: UnlockedState,
): Promise<void> {
  const file = masterKeyFile(env);
  const text = await readKeyFile(newKeyFile(file));
  if (text === null) return;
  const masterFingerprint = await fingerprintOf(text, installationId);
  if (masterFingerprint) {
    await runTransaction(database, async (tx) => {
      await lockRootKeys(tx);
      if (!(await deleteWrap(tx, state.root.id, masterFingerprint, 'staged'))) return;
      const operation = await findOpenOperation(tx);
      if (!operation) return;
      const { id } = operation;
      const event = {
        action: 'master_key.unstaged',
        operation: { id },
        masterFingerprint,
      } as const;
      const actor = { kind: 'system', name: 'boot' } as const;
      const facts = { actor, requestId: 'boot', at: new Date() };
      const keys = new KeyRing(installationId, state);
      await appendEvents(tx, keys, installationId, [{ event, facts }]);
    });
  }
  await abandonNewKeyFile(file);
}

/** Null for a file that a crash left half written. */
async function fingerprintOf(text: string, installationId: string): Promise<string | null> {
  try {
    const { input } = readMasterKeyLeniently(text);
    return (await deriveMasterKey(input, installationId)).fingerprint;
  } catch {
    return null;
  }
}
