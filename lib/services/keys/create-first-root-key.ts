// Makes the first root key of an empty database, under a lock that all nodes share.

import 'server-only';
import { deriveMasterKey, wrapRootKey } from '@/lib/crypto/master-key';
import { newRootKey, sealCheck } from '@/lib/crypto/root-key';
import type { Database } from '@/lib/db/connection/database';
import { findRootHead, insertFirstRootKey, lockRootKeys } from '@/lib/db/keys/root-keys';
import { runTransaction } from '@/lib/db/connection/transaction';
import { newUuid } from '@/lib/domain/ids';
import type { Env } from '@/lib/env';
import { appendEvents } from '../audit/append-events';
import { chooseMasterKey } from './choose-master-key';
import { KeyRing } from './key-ring';

/**
 * Does nothing when another node was faster. Without any key, production writes `config/master.key`
 * first: a crash after that leaves a key and an empty database, which the next start puts together.
 */
export async function createFirstRootKey(
  env: Env,
  database: Database,
  installationId: string,
): Promise<void> {
  await runTransaction(database, async (tx) => {
    await lockRootKeys(tx);
    if (await findRootHead(tx)) return;
    const { source, input } = await chooseMasterKey(env);
    const master = await deriveMasterKey(input, installationId);
    const root = newRootKey(newUuid());
    await insertFirstRootKey(tx, {
      rootId: root.id,
      masterFingerprint: master.fingerprint,
      source,
      envelope: wrapRootKey(master, root, installationId),
      check: sealCheck(root, installationId),
    });
    const masterFingerprint = master.fingerprint;
    const keys = new KeyRing(installationId, { kind: 'unlocked', root, masterFingerprint, source });
    const event = {
      action: 'root_key.created',
      rootId: root.id,
      masterFingerprint,
      source,
    } as const;
    const actor = { kind: 'system', name: 'first boot' } as const;
    const facts = { actor, requestId: 'boot', at: new Date() };
    await appendEvents(tx, keys, installationId, [{ event, facts }]);
  });
}
