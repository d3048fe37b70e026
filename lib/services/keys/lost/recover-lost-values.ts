// The lost master key has turned up: what was set aside is opened with it and sealed under today's keys.

import 'server-only';
import { unwrapDataKey } from '@/lib/crypto/data-key';
import type { DataKey } from '@/lib/crypto/data-key';
import { unwrapRootKey } from '@/lib/crypto/master-key';
import type { MasterKey } from '@/lib/crypto/master-key';
import { OpenError } from '@/lib/crypto/open-error';
import type { RootKey } from '@/lib/crypto/root-key';
import type { RecoveredLost } from '@/lib/contracts/lost-key';
import { listLostWraps } from '@/lib/db/keys/lost-keys';
import { countLostValues, dropEmptyLostKeys, listLostDataKeys } from '@/lib/db/keys/lost-values';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { requireKeyManager } from '../operations/require-key-manager';
import { recoverBatch } from './recover-batch';
import { readTriedKey } from './try-key';

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Needs `keys:manage`. A version that was entered again stays current; the old ones open again beside
 * it. Cut off, it is simply run again. Throws 422 at `/key` for a key that opens nothing set aside.
 */
export async function recoverLostValues(ctx: Context, key: Plaintext): Promise<RecoveredLost> {
  await requireKeyManager(ctx);
  const { database, keys, id } = ctx.installation;
  keys.requireUnlocked();
  const master = await readTriedKey(key, id);
  const roots = await openLostRoots(ctx, master);
  if (roots.length === 0) {
    const message = `${master.fingerprint} opens nothing that was set aside.`;
    throw ruleBroken('/key', 'opens_nothing', message);
  }
  let recovered = 0;
  let unreadable = 0;
  for (const root of roots) {
    for (const row of await listLostDataKeys(database.prisma, root.id)) {
      const old = openKey(root, row, id);
      for (let after = FIRST; old;) {
        const batch = await recoverBatch(ctx, old, after);
        if (!batch) break;
        recovered += batch.recovered;
        unreadable += batch.unreadable;
        after = batch.last;
      }
    }
  }
  await recorded(
    ctx,
    async (tx) => {
      for (const root of roots) await dropEmptyLostKeys(tx, root.id);
    },
    () => ({
      in: 'installation',
      events: [
        {
          action: 'keys.recovered',
          masterFingerprint: master.fingerprint,
          versions: recovered,
        },
      ],
    }),
  );
  return { recovered, unreadable, left: await countLostValues(database.prisma) };
}

async function openLostRoots({ installation }: Context, master: MasterKey): Promise<RootKey[]> {
  const roots: RootKey[] = [];
  for (const wrap of await listLostWraps(installation.database.prisma)) {
    if (wrap.masterFingerprint !== master.fingerprint) continue;
    try {
      roots.push(unwrapRootKey(master, wrap.rootId, wrap.envelope, installation.id));
    } catch (error) {
      if (!(error instanceof OpenError)) throw error;
    }
  }
  return roots;
}

function openKey(
  root: RootKey,
  row: Parameters<typeof unwrapDataKey>[1],
  installationId: string,
): DataKey | null {
  try {
    return unwrapDataKey(root, row, installationId);
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
}
